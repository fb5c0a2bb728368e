package io.tributary.broker.web;

import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.ops.Log;
import io.tributary.platform.ops.LogEntry;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * The last step of every request: an outcome or a failure becomes a page, a redirect or JSON. The
 * one place that turns a foreign exception into a public error and logs its cause.
 */
public final class Delivery {
  private static final String CSP_BUT_FORMS =
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none';"
          + " frame-ancestors 'none'; form-action ";
  private static final String CSP = CSP_BUT_FORMS + "'self'";

  private final Pages pages;
  private final PageLook look;
  private final String base;
  private final Log log;

  /**
   * @param base path of the public URL, with a slash at both ends
   */
  public Delivery(Pages pages, PageLook look, String base, Log log) {
    this.pages = pages;
    this.look = look;
    this.base = base;
    this.log = log;
  }

  public void page(RoutingContext context, int status, Page page) {
    page(context, status, page, CSP);
  }

  /**
   * A page that loads frames of other sites.
   *
   * @param origins scheme, host and port of each, checked: nothing else may be framed
   */
  public void framingPage(RoutingContext context, Page page, Collection<String> origins) {
    page(context, 200, page, CSP + "; script-src 'self'; frame-src " + String.join(" ", origins));
  }

  private void page(RoutingContext context, int status, Page page, String policy) {
    head(context.response(), status, policy).end(rendered(page, RequestInfo.of(context).id()));
  }

  /** A page that is told while it comes about. */
  public StreamedPage stream(RoutingContext context) {
    return new StreamedPage(context.response(), this, RequestInfo.of(context).id());
  }

  void head(HttpServerResponse response, int status) {
    head(response, status, CSP);
  }

  private static HttpServerResponse head(HttpServerResponse response, int status, String policy) {
    return uncached(response)
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader("Content-Security-Policy", policy);
  }

  Buffer rendered(Page page, String requestId) {
    return pages.render(page, new Page.Frame(look, base, requestId));
  }

  /**
   * Sends the browser on, wherever that is.
   *
   * <p>After a form of ours this is a page that goes on by itself, not a redirect: Chromium and
   * Safari hold {@code form-action} against every redirect that follows a form, those of other
   * sites included, which we cannot know. A page ends that chain, and the directive can stay {@code
   * 'self'}.
   */
  public void leave(RoutingContext context, String location) {
    if (context.request().method().equals(HttpMethod.POST)) {
      page(context, 200, new Page.GoOn(location));
    } else {
      redirect(context, 302, location);
    }
  }

  /**
   * Sends the browser on with values in a form, which stand in no address, history or log. The page
   * tells the other site nothing of where it stood (its own address may name a login), and may post
   * nowhere else.
   *
   * @param address absolute, http or https, validated
   */
  public void post(RoutingContext context, String address, Map<String, String> fields) {
    context.response().putHeader("Referrer-Policy", "no-referrer");
    page(
        context,
        200,
        new Page.PostOn(address, fields),
        CSP_BUT_FORMS + forms(address) + "; script-src 'self'");
  }

  /**
   * Chromium and Safari hold {@code form-action} against the redirects that follow a form too, and
   * where an application goes after it has taken the answer is its own affair: only the scheme is
   * held. The page has one form, whose address was registered.
   */
  private static String forms(String address) {
    return "https".equals(URI.create(address).getScheme()) ? "https:" : "http: https:";
  }

  /** To an address of our own, by GET. */
  public void seeOther(RoutingContext context, String path) {
    redirect(context, 303, path);
  }

  private static void redirect(RoutingContext context, int status, String location) {
    uncached(context.response())
        .setStatusCode(status)
        .putHeader(HttpHeaders.LOCATION, location)
        .end();
  }

  public void json(RoutingContext context, int status, JsonObject body) {
    json(context, status, body.toBuffer());
  }

  /** RFC 6749 §5.1: answers with tokens or claims are never cached. */
  public void json(RoutingContext context, int status, Buffer body) {
    uncached(context.response())
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .end(body);
  }

  /**
   * A signed or encrypted answer.
   *
   * @param type media type
   */
  public void jwt(RoutingContext context, String type, String jwt) {
    uncached(context.response()).putHeader(HttpHeaders.CONTENT_TYPE, type).end(jwt);
  }

  /** A failure while there is nobody to redirect to. */
  public void failurePage(RoutingContext context, Throwable cause) {
    refusalPage(context, understood(context, cause));
  }

  /** A failure that was understood (and logged) already. */
  public void refusalPage(RoutingContext context, OAuthException failure) {
    page(context, failure.code().status(), FailurePages.of(failure));
  }

  /**
   * A page of a login that this browser has no more part in; understood (and logged) already.
   *
   * @param again to the application, which begins another login
   */
  public void overPage(RoutingContext context, OAuthException failure, Optional<Page.Link> again) {
    page(context, failure.code().status(), FailurePages.over(failure, base, again));
  }

  /** A failure of the server itself, by its status alone. */
  public void statusPage(RoutingContext context, int status) {
    page(context, status, FailurePages.ofStatus(status));
  }

  /** RFC 6749 §5.2. */
  public void failureJson(RoutingContext context, Throwable cause) {
    refusalJson(context, understood(context, cause));
  }

  /** A failure that was understood (and logged) already. */
  public void refusalJson(RoutingContext context, OAuthException failure) {
    json(
        context,
        failure.code().status(),
        new JsonObject()
            .put("error", failure.code().wire())
            .put("error_description", failure.description()));
  }

  /**
   * What the other side may know of a failure. Logs the rest, once.
   *
   * @param cause anything that a step threw
   */
  public OAuthException understood(RoutingContext context, Throwable cause) {
    return understood(context, cause, Map.of());
  }

  /**
   * As {@link #understood(RoutingContext, Throwable)}.
   *
   * @param said by somebody else, bounded: further fields of the log's line, by their names
   */
  public OAuthException understood(
      RoutingContext context, Throwable cause, Map<String, String> said) {
    OAuthException failure = publicFace(cause);
    boolean ours = failure.code() == ErrorCode.SERVER_ERROR;
    LogEntry entry =
        (ours ? log.error("request.failed") : log.info("request.refused"))
            .request(RequestInfo.of(context).id())
            .with("error", failure.code().wire())
            .with("description", failure.description())
            .with("detail", failure.detail().orElse(null))
            .cause(failure.getCause());
    said.forEach(entry::with);
    entry.write();
    return failure;
  }

  private static OAuthException publicFace(Throwable cause) {
    if (cause instanceof OAuthException known) {
      return known;
    }
    if (cause instanceof DatabaseUnavailable) {
      return OAuthException.of(
          ErrorCode.TEMPORARILY_UNAVAILABLE, "The service is busy, please try again", cause);
    }
    return OAuthException.of(ErrorCode.SERVER_ERROR, "The request could not be finished", cause);
  }

  private static HttpServerResponse uncached(HttpServerResponse response) {
    return response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
  }
}
