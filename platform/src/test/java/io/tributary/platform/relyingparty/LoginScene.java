package io.tributary.platform.relyingparty;

import static io.tributary.platform.http.Await.await;

import io.tributary.platform.config.Secret;
import io.tributary.platform.http.Page;
import io.tributary.platform.outbound.Addresses;
import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundPolicy;
import io.tributary.platform.protocol.RandomToken;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A fake provider and a relying party of it. */
final class LoginScene implements AutoCloseable {
  static final String CLIENT = "tributary:broker";
  static final String SECRET = "a secret/with+signs & 32 bytes or more";
  static final URI CALLBACK = URI.create("http://localhost:1/federation/okta/callback");
  static final URI LOGGED_OUT = URI.create("http://localhost:1/federation/okta/logout-callback");

  private final Vertx vertx;
  private final FakeUpstream upstream;
  private final OutboundClient outbound;
  private final TestClock clock;
  private final RelyingParty relyingParty;

  private LoginScene(Vertx vertx, FakeUpstream upstream, OutboundClient outbound, TestClock clock) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.outbound = outbound;
    this.clock = clock;
    this.relyingParty = relyingParty(settings());
  }

  static LoginScene at(Layout layout) {
    Vertx vertx = Vertx.vertx();
    TestClock clock = new TestClock();
    FakeUpstream upstream = await(FakeUpstream.start(vertx, layout, clock));
    upstream.client(CLIENT, SECRET, CALLBACK, LOGGED_OUT);
    OutboundPolicy policy =
        new OutboundPolicy(
            Duration.ofSeconds(1), Duration.ofMillis(800), 64 * 1024, Addresses.CONFIGURED);
    return new LoginScene(vertx, upstream, OutboundClient.create(vertx, policy), clock);
  }

  FakeUpstream upstream() {
    return upstream;
  }

  TestClock clock() {
    return clock;
  }

  RelyingParty relyingParty() {
    return relyingParty;
  }

  ProviderSettings settings() {
    return settings(upstream.issuer());
  }

  ProviderSettings settings(String issuer) {
    return settings(issuer, ProviderSettings.ClientAuthentication.AUTO, Map.of());
  }

  ProviderSettings settings(
      ProviderSettings.ClientAuthentication method, Map<String, String> extra) {
    return settings(upstream.issuer(), method, extra);
  }

  private static ProviderSettings settings(
      String issuer, ProviderSettings.ClientAuthentication method, Map<String, String> extra) {
    return new ProviderSettings(
        "okta",
        URI.create(issuer),
        CLIENT,
        Optional.of(new Secret(SECRET)),
        method,
        List.of("openid", "profile", "groups"),
        Set.of("RS256", "PS256", "ES256", "EdDSA"),
        Duration.ofSeconds(60),
        extra);
  }

  RelyingParty relyingParty(ProviderSettings settings) {
    return RelyingParty.create(vertx, settings, outbound, ProviderCalls.ignored(), clock);
  }

  static LoginRequest request() {
    return new LoginRequest(
        CALLBACK, RandomToken.bits256(), Optional.empty(), OptionalLong.empty(), Optional.empty());
  }

  StartedLogin begin() {
    return await(relyingParty.begin(request()));
  }

  Authentication complete(PendingLogin pending, CallbackParameters answer) {
    return await(relyingParty.complete(pending, answer));
  }

  /** What the callback endpoint would read from the redirect. */
  static CallbackParameters callback(Page redirect) {
    Map<String, String> found = new HashMap<>();
    for (String pair : redirect.location().getRawQuery().split("&", -1)) {
      int equals = pair.indexOf('=');
      found.put(
          pair.substring(0, equals),
          URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
    }
    return new CallbackParameters(
        Optional.ofNullable(found.get("code")),
        Optional.ofNullable(found.get("state")),
        Optional.ofNullable(found.get("iss")),
        Optional.ofNullable(found.get("error")),
        Optional.ofNullable(found.get("error_description")));
  }

  @Override
  public void close() {
    await(outbound.close().eventually(upstream::close).eventually(vertx::close));
  }
}
