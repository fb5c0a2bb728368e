package io.tributary.broker.endpoint;

import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.CrossOrigin;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Issuers;
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
  private final Capabilities capabilities;

  public PublicDocuments(TokensByIssuer tokens, Capabilities capabilities) {
    this.tokens = tokens;
    this.capabilities = capabilities;
  }

  public void mount(Router router, Issuers issuers) {
    for (Issuer issuer : issuers.all()) {
      Buffer metadata = DiscoveryDocument.of(issuer, capabilities).toBuffer();
      for (String path : metadataPaths(issuer)) {
        serve(router, path, "application/json", () -> metadata);
      }
      serve(
          router,
          issuer.path(EndpointPath.JWKS),
          "application/jwk-set+json",
          () -> tokens.of(issuer).keys().jwks());
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

  private static void send(RoutingContext context, String type, Buffer document) {
    context
        .response()
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, CACHED)
        .putHeader("Cross-Origin-Resource-Policy", "cross-origin")
        .end(document);
  }
}
