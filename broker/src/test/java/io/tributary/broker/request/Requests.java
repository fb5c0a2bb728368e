package io.tributary.broker.request;

import io.tributary.broker.client.Client;
import io.tributary.broker.kit.ClientFixture;
import io.tributary.broker.token.ClaimRelease;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.IssuerChoice;
import io.tributary.broker.web.Layout;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.ResponseType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests and clients for the tests of this package and of what a login makes of them. */
public final class Requests {
  public static final Issuer ISSUER =
      Issuer.of(URI.create("https://id.example"), Layout.NATIVE, "");
  public static final String REDIRECT = "https://app.example/callback";
  public static final String VERIFIER = "v".repeat(43);

  /** What the broker of these tests offers. */
  public static final Set<Set<ResponseType>> OFFERED =
      Stream.of("code", "id_token", "id_token token", "code id_token", "code token")
          .map(ResponseType::parse)
          .collect(Collectors.toUnmodifiableSet());

  private Requests() {}

  public static Client client(boolean pkce, boolean consent, List<String> upstreams) {
    return ClientFixture.client("app")
        .redirectUris(REDIRECT, "https://app.example/other?x=1")
        .pkce(pkce)
        .consent(consent)
        .upstreams(upstreams)
        .build();
  }

  public static Client client() {
    return client(true, false, List.of());
  }

  public static Map<String, String> good() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("client_id", "app");
    parameters.put("redirect_uri", REDIRECT);
    parameters.put("response_type", "code");
    parameters.put("scope", "openid+profile");
    parameters.put("state", "s1");
    parameters.put("nonce", "n1");
    parameters.put("code_challenge", Pkce.challenge(VERIFIER));
    parameters.put("code_challenge_method", "S256");
    return parameters;
  }

  /**
   * The good request with changes such as {@code scope=openid}, {@code -nonce}, {@code +state=2}.
   */
  public static String query(String... changes) {
    Map<String, String> parameters = good();
    StringBuilder more = new StringBuilder();
    for (String change : changes) {
      if (change.startsWith("-")) {
        parameters.remove(change.substring(1));
      } else if (change.startsWith("+")) {
        more.append('&').append(change.substring(1));
      } else if (!change.isEmpty()) {
        int equals = change.indexOf('=');
        parameters.put(change.substring(0, equals), change.substring(equals + 1));
      }
    }
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> query.append('&').append(name).append('=').append(value));
    return query.append(more).substring(1);
  }

  public static TrustedRequest trusted(Client client, String... changes) {
    RawRequest raw =
        new RawRequest(new IssuerChoice(List.of(ISSUER)), Parameters.parse(query(changes)));
    return TrustedRequest.of(
        raw.of(Optional.of(client).filter(c -> c.id().equals(raw.clientId()))));
  }

  public static RequestRules rules() {
    ClaimRelease release = new ClaimRelease(Map.of("badge", Set.of("badge_number", "acr")));
    return new RequestRules(OFFERED, (request, hint) -> "sub of " + hint, issuer -> release);
  }

  public static ValidRequest valid(Client client, String... changes) {
    return rules().valid(trusted(client, changes));
  }
}
