package io.tributary.broker.endpoint;

import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.CrossOrigin;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
import io.tributary.platform.protocol.LoginReportLink;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Discovery and key sets: public, the same for everybody, and readable by scripts of any site.
 * Unknown query parameters are ignored: Okta's library sends {@code client_id}.
 */
public final class PublicDocuments {
  /** Short enough that a rotated key is known before it signs. */
  private static final String CACHED = "public, max-age=300";

  private final TokensByIssuer tokens;
  private final Supplier<Capabilities> capabilities;

  /**
   * @param capabilities of now; the same object as long as nothing changes
   */
  public PublicDocuments(TokensByIssuer tokens, Supplier<Capabilities> capabilities) {
    this.tokens = tokens;
    this.capabilities = capabilities;
  }

  public void mount(Router router, Issuers issuers) {
    for (Issuer issuer : issuers.all()) {
      Supplier<Buffer> metadata = new Metadata(issuer, capabilities);
      for (String path : metadataPaths(issuer)) {
        linkToReports(router, issuer, path);
        serve(router, path, "application/json", metadata);
      }
      serve(
          router,
          issuer.path(EndpointPath.JWKS),
          "application/jwk-set+json",
          () -> tokens.of(issuer).keys().jwks());
    }
  }

  /** One issuer's, made anew when what is on has changed. */
  private static final class Metadata implements Supplier<Buffer> {
    private final Issuer issuer;
    private final Supplier<Capabilities> capabilities;
    private volatile Made made;

    private record Made(Capabilities of, Buffer document) {}

    Metadata(Issuer issuer, Supplier<Capabilities> capabilities) {
      this.issuer = issuer;
      this.capabilities = capabilities;
      this.made = make(capabilities.get());
    }

    private Made make(Capabilities now) {
      return new Made(now, DiscoveryDocument.of(issuer, now).toBuffer());
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Comparing all its sets would cost more than making it.
    public Buffer get() {
      Capabilities now = capabilities.get();
      Made last = made;
      if (last.of() != now) {
        last = make(now);
        made = last;
      }
      return last.document();
    }
  }

  /** RFC 8414 §3.1 inserts its suffix before the issuer's path; some clients append it (§5). */
  private static Set<String> metadataPaths(Issuer issuer) {
    String discovery = issuer.path(EndpointPath.DISCOVERY);
    String root =
        discovery.substring(0, discovery.length() - ".well-known/openid-configuration".length());
    Set<String> paths = new TreeSet<>();
    paths.add(discovery);
    paths.add(issuer.path(EndpointPath.OAUTH_METADATA));
    paths.add(root + ".well-known/oauth-authorization-server");
    return paths;
  }

  private static void serve(Router router, String path, String type, Supplier<Buffer> document) {
    CrossOrigin.mount(router, path, HttpMethod.GET);
    router.get(path).handler(context -> send(context, type, document.get()));
  }

  /** {@link LoginReportLink} says why this is no member of the document. */
  private void linkToReports(Router router, Issuer issuer, String path) {
    String link = LoginReportLink.value(issuer.url(EndpointPath.LOGIN_REPORT));
    router
        .get(path)
        .handler(
            context -> {
              if (capabilities.get().loginReports()) {
                context.response().putHeader(LoginReportLink.HEADER, link);
              }
              context.next();
            });
  }

  private static void send(RoutingContext context, String type, Buffer document) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .end(document);
  }
}
