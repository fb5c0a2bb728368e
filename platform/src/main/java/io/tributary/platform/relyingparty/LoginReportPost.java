package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells a provider what became of a login here, where its discovery names an address for that: an
 * extension of Tributary's broker, in no specification.
 */
final class LoginReportPost {
  private final ProviderHttp http;
  private final ClientProof proof;

  LoginReportPost(ProviderHttp http, ClientProof proof) {
    this.http = http;
    this.proof = proof;
  }

  /**
   * @return whether the provider wants to know
   */
  Future<Boolean> send(ProviderMetadata provider, String report) {
    if (provider.loginReportEndpoint().isEmpty()) {
      return Future.succeededFuture(false);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("report", report);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("accept", "application/json");
    proof.add(provider, fields, headers);
    return http.send(
            "login_report",
            OutboundRequest.form(provider.loginReportEndpoint().get(), fields, headers))
        .map(
            answer -> {
              if (answer.status() != 202) {
                throw new RelyingPartyException(
                    Kind.MISBEHAVED, "login_report: answered " + answer.status());
              }
              return true;
            });
  }
}
