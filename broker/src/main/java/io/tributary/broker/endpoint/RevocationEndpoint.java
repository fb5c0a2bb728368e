package io.tributary.broker.endpoint;

import io.tributary.broker.audit.Audit;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.direct.ClientRequest;
import io.tributary.broker.direct.ClientRequests;
import io.tributary.broker.token.Revocation;
import io.tributary.broker.token.TokensByIssuer;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.util.Optional;

/**
 * Token revocation (RFC 7009), for every client and for its own tokens only. The answer is an empty
 * 200 also where there was nothing to revoke (§2.2).
 */
public final class RevocationEndpoint {
  private final ClientRequests requests;
  private final TokensByIssuer tokens;
  private final Revocation revocation;
  private final Audit audit;
  private final Clock clock;

  public RevocationEndpoint(
      ClientRequests requests,
      TokensByIssuer tokens,
      Revocation revocation,
      Audit audit,
      Clock clock) {
    this.requests = requests;
    this.tokens = tokens;
    this.revocation = revocation;
    this.audit = audit;
    this.clock = clock;
  }

  public void mount(Router router, Issuers issuers) {
    requests.mountForScripts(
        router,
        issuers,
        EndpointPath.REVOCATION,
        (context, request) ->
            revoke(request)
                .onSuccess(
                    done ->
                        context.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store").end()));
  }

  /** {@code token_type_hint} is not needed (§2.1): a token says itself what it is. */
  private Future<Void> revoke(ClientRequest request) {
    return revocation
        .revoke(
            request.parameters().require("token"), tokens.of(request.issuer()), request.client())
        .onSuccess(ended -> ended.ifPresent(token -> record(token, request)))
        .mapEmpty();
  }

  private void record(Revocation.Ended token, ClientRequest request) {
    audit.record(
        new AuditEvent(
            clock.instant(),
            "token.revoked",
            request.requestId(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(request.client().id()),
            new JsonObject().put("kind", token.kind()).put("id", token.id())));
  }
}
