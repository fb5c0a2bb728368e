package io.tributary.broker.endpoint;

import io.tributary.broker.client.StrictObject;
import io.tributary.broker.direct.ClientRequest;
import io.tributary.broker.direct.ClientRequests;
import io.tributary.broker.trace.ApplicationReport;
import io.tributary.broker.trace.ReportIntake;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuers;
import io.tributary.broker.web.VisitorLimit;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;

/**
 * Where an application says what it did with a login of its own; an extension of ours, in no
 * specification. A form, so that every way to authenticate a client works as at the token endpoint:
 * its parameter {@code report} is the JSON of an {@link ApplicationReport}.
 *
 * <p>The answer is an empty 202 whether there is such a login or not.
 */
public final class LoginReportEndpoint {
  private static final int MOST_CHARACTERS = 16 * 1024;
  private static final String RETRY_SECONDS = "1";

  private final ClientRequests requests;
  private final ReportIntake intake;
  private final VisitorLimit perClient;

  /**
   * @param perClient how often one client may report
   */
  public LoginReportEndpoint(ClientRequests requests, ReportIntake intake, VisitorLimit perClient) {
    this.requests = requests;
    this.intake = intake;
    this.perClient = perClient;
  }

  public void mount(Router router, Issuers issuers) {
    requests.mount(router, issuers, EndpointPath.LOGIN_REPORT, this::answer);
  }

  private Future<?> answer(RoutingContext context, ClientRequest request) {
    if (request.client().isPublic()) {
      throw OAuthException.of(
          ErrorCode.INVALID_CLIENT, "This endpoint needs a client with credentials");
    }
    if (!perClient.take(request.client().id())) {
      context.response().putHeader(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
      throw OAuthException.of(
          ErrorCode.TEMPORARILY_UNAVAILABLE, "This application reports too often");
    }
    intake.take(request.issuer().identifier(), request.client().id(), report(request));
    return context
        .response()
        .setStatusCode(202)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end();
  }

  private static ApplicationReport report(ClientRequest request) {
    request.parameters().require("report");
    String written = request.parameters().get("report", MOST_CHARACTERS).orElseThrow();
    try {
      return ApplicationReport.read(StrictObject.read(written.getBytes(StandardCharsets.UTF_8)));
    } catch (IllegalArgumentException malformed) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "report is not one JSON object without duplicates");
    }
  }
}
