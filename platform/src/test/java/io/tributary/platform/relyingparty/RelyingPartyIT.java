package io.tributary.platform.relyingparty;

import static io.tributary.platform.http.Await.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Browser;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import io.tributary.platform.relyingparty.ProviderSettings.ClientAuthentication;
import io.tributary.platform.relyingparty.RelyingPartyException.Kind;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Logins at a strict provider, on every layout of its issuer. */
class RelyingPartyIT {
  private LoginScene scene = LoginScene.at(Layout.OKTA);

  @AfterEach
  void stop() {
    scene.close();
  }

  private void at(Layout layout) {
    scene.close();
    scene = LoginScene.at(layout);
  }

  private Authentication logIn() {
    StartedLogin started = scene.begin();
    return scene.complete(started.pending(), answer(started));
  }

  private static CallbackParameters answer(StartedLogin started) {
    return LoginScene.callback(new Browser().open(started.location()));
  }

  private void assertRefused(Kind kind, Runnable login) {
    RelyingPartyException refused = assertThrows(RelyingPartyException.class, login::run);
    assertEquals(kind, refused.kind(), refused.getMessage());
  }

  @ParameterizedTest
  @EnumSource(Layout.class)
  void logsIn(Layout layout) {
    at(layout);
    scene.upstream().user(Map.of("sub", "u1", "groups", List.of("netbox_admin", "Everyone")));
    Authentication login = logIn();

    assertEquals(scene.upstream().issuer(), login.issuer());
    assertEquals("u1", login.subject());
    assertEquals(List.of("netbox_admin", "Everyone"), login.claims().get("groups"));
    assertEquals(Set.of("openid", "profile", "groups"), login.grantedScopes());
    assertTrue(login.sid().isPresent());
    assertTrue(login.refreshToken().isPresent());
    assertEquals(
        List.of("discovery", "authorize", "token", "jwks", "userinfo"),
        scene.upstream().operations());
    assertEquals(List.of(), scene.upstream().objections());
  }

  @Test
  void keepsStateNonceAndVerifierApartInEachLogin() {
    PendingLogin one = scene.begin().pending();
    PendingLogin two = scene.begin().pending();
    assertEquals(
        6,
        Set.of(
                one.state(),
                one.nonce(),
                one.codeVerifier(),
                two.state(),
                two.nonce(),
                two.codeVerifier())
            .size());
    assertEquals(43, one.nonce().length());
    assertEquals(43, one.codeVerifier().length());
  }

  @Test
  void sendsWhatWasAskedForAndNoSecret() {
    ProviderSettings settings = scene.settings(ClientAuthentication.AUTO, Map.of("idp", "0oa1"));
    LoginRequest request =
        new LoginRequest(
            LoginScene.CALLBACK,
            "s".repeat(43),
            Optional.of("login"),
            OptionalLong.of(0),
            Optional.of("al ice+1@example.com"));
    URI location = await(scene.relyingParty(settings).begin(request)).location();
    new Browser().open(location);

    Map<String, String> sent = scene.upstream().seen().get(1).parameters();
    assertEquals("al ice+1@example.com", sent.get("login_hint"));
    assertEquals("login", sent.get("prompt"));
    assertEquals("0", sent.get("max_age"));
    assertEquals("0oa1", sent.get("idp"));
    assertEquals("openid profile groups", sent.get("scope"));
    assertFalse(location.toString().contains("secret"));
    assertEquals(List.of(), scene.upstream().objections());
  }

  @ParameterizedTest
  @EnumSource(ClientAuthentication.class)
  void authenticatesByEachMethod(ClientAuthentication method) {
    RelyingParty party = scene.relyingParty(scene.settings(method, Map.of()));
    StartedLogin started = await(party.begin(LoginScene.request()));
    await(party.complete(started.pending(), answer(started)));
    assertEquals(List.of(), scene.upstream().objections());
    boolean inForm =
        scene.upstream().seen().stream()
            .anyMatch(seen -> seen.parameters().containsKey("client_secret"));
    assertEquals(method == ClientAuthentication.POST, inForm);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256", "ES256", "EdDSA"})
  void verifiesEachAlgorithm(String algorithm) {
    scene.upstream().signedWith(algorithm);
    logIn();
  }

  @Test
  void mergesUserinfoButNoProtocolClaimOfIt() {
    Map<String, Object> inIdToken = Map.of("sub", "u1", "email", "old@example.com", "ver", 1);
    Map<String, Object> inUserinfo = new LinkedHashMap<>();
    inUserinfo.put("sub", "u1");
    inUserinfo.put("email", "new@example.com");
    inUserinfo.put("groups", null);
    List.of("iss", "aud", "exp", "iat", "nonce", "auth_time", "acr", "amr", "azp", "sid")
        .forEach(name -> inUserinfo.put(name, "from userinfo"));
    scene.upstream().user(inIdToken, inUserinfo);
    Authentication login = logIn();

    assertEquals("new@example.com", login.claims().get("email"));
    assertEquals(1L, login.claims().get("ver"));
    assertTrue(login.claims().containsKey("groups"));
    assertFalse(login.claims().containsValue("from userinfo"));
    assertNotEquals(Optional.of("from userinfo"), login.sid());
  }

  @Test
  void takesTheIdTokenAloneWhereThereIsNoUserinfo() {
    scene.upstream().withoutUserinfo().user(Map.of("sub", "u1", "name", "Alice"));
    assertEquals("Alice", logIn().claims().get("name"));
    assertFalse(scene.upstream().operations().contains("userinfo"));
  }

  @Test
  void fetchesDiscoveryAndKeysOnce() {
    logIn();
    scene.upstream().forget();
    logIn();
    assertEquals(List.of("authorize", "token", "userinfo"), scene.upstream().operations());
  }

  @Test
  void keepsTheLastGoodDiscoveryWhileTheProviderIsDown() {
    logIn();
    scene.clock().advance(Duration.ofHours(2));
    scene.upstream().fault(Fault.DISCOVERY_DOWN, Fault.JWKS_DOWN);
    logIn();
    scene.upstream().heal().fault(Fault.DISCOVERY_OTHER_ISSUER);
    scene.clock().advance(Duration.ofHours(2));
    assertEquals(scene.upstream().issuer(), logIn().issuer());
  }

  @Test
  void asksADeadProviderOnlyNowAndThen() {
    scene.upstream().fault(Fault.DISCOVERY_DOWN);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertRefused(Kind.UNAVAILABLE, scene::begin);
    }
    assertEquals(List.of("discovery"), scene.upstream().operations());
    scene.upstream().heal();
    scene.clock().advance(Duration.ofSeconds(5));
    logIn();
  }

  @Test
  void findsNewKeysUnderAnUnknownKid() {
    logIn();
    scene.upstream().rotateKeys();
    assertRefused(Kind.MISBEHAVED, this::logIn);
    scene.clock().advance(Duration.ofSeconds(10));
    logIn();
  }

  @Test
  void findsNewKeysUnderTheSameKid() {
    logIn();
    scene.upstream().replaceKeys();
    scene.clock().advance(Duration.ofSeconds(10));
    logIn();
  }

  @Test
  void doesNotFetchKeysForEveryBadToken() {
    logIn();
    scene.clock().advance(Duration.ofSeconds(10));
    scene.upstream().forget().fault(Fault.ID_TOKEN_UNKNOWN_KID);
    for (int attempt = 0; attempt < 3; attempt++) {
      assertRefused(Kind.MISBEHAVED, this::logIn);
    }
    assertEquals(1, scene.upstream().operations().stream().filter("jwks"::equals).count());
  }

  @Test
  void keepsTheLastGoodKeysWhileTheProviderServesNone() {
    logIn();
    scene.clock().advance(Duration.ofHours(2));
    scene.upstream().fault(Fault.JWKS_GARBAGE);
    logIn();
  }

  @Test
  void acceptsAnIssuerConfiguredWithoutItsSlashAndComparesWithTheDiscoveredOne() {
    at(Layout.AUTHENTIK);
    String issuer = scene.upstream().issuer();
    RelyingParty party =
        scene.relyingParty(scene.settings(issuer.substring(0, issuer.length() - 1)));
    StartedLogin started = await(party.begin(LoginScene.request()));
    assertEquals(issuer, await(party.complete(started.pending(), answer(started))).issuer());

    scene.upstream().fault(Fault.ID_TOKEN_ISSUER_WITHOUT_SLASH);
    StartedLogin again = await(party.begin(LoginScene.request()));
    assertRefused(Kind.MISBEHAVED, () -> await(party.complete(again.pending(), answer(again))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example",
        "ftp://localhost",
        "https://u:p@id.example",
        "https://id.example/?x=1",
        "https://id.example/#x",
        "/relative"
      })
  void refusesAnIssuerThatIsNotSecure(String issuer) {
    assertThrows(IllegalArgumentException.class, () -> scene.relyingParty(scene.settings(issuer)));
  }

  @Test
  void refusesTheAnswerOfAnotherLoginBeforeAnythingIsSent() {
    StartedLogin mine = scene.begin();
    StartedLogin other = scene.begin();
    CallbackParameters foreign = answer(other);
    scene.upstream().forget();
    assertRefused(Kind.FOREIGN_RESPONSE, () -> scene.complete(mine.pending(), foreign));
    assertEquals(List.of(), scene.upstream().operations());
  }

  @Test
  void refusesALoginStartedAtAnotherProvider() {
    StartedLogin started = scene.begin();
    CallbackParameters answer = answer(started);
    PendingLogin p = started.pending();
    PendingLogin moved =
        new PendingLogin(
            "authentik",
            p.state(),
            p.nonce(),
            p.codeVerifier(),
            p.redirectUri(),
            p.startedAt(),
            p.authTimeNotBefore());
    scene.upstream().forget();
    assertRefused(Kind.FOREIGN_RESPONSE, () -> scene.complete(moved, answer));
    assertEquals(List.of(), scene.upstream().operations());
  }

  @Test
  void refusesACodeThatWasUsed() {
    StartedLogin started = scene.begin();
    CallbackParameters answer = answer(started);
    scene.complete(started.pending(), answer);
    assertRefused(Kind.MISBEHAVED, () -> scene.complete(started.pending(), answer));
  }

  @Test
  void refusesTheCodeOfAnotherLogin() {
    StartedLogin mine = scene.begin();
    StartedLogin other = scene.begin();
    CallbackParameters injected = answer(other);
    CallbackParameters mixed =
        new CallbackParameters(
            injected.code(),
            Optional.of(mine.pending().state()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertRefused(Kind.MISBEHAVED, () -> scene.complete(mine.pending(), mixed));
  }

  @Test
  void provesTheProviderByIssWhereItSendsIt() {
    scene.upstream().withIss();
    logIn();
    StartedLogin started = scene.begin();
    CallbackParameters a = answer(started);
    CallbackParameters stripped =
        new CallbackParameters(a.code(), a.state(), Optional.empty(), a.error(), Optional.empty());
    assertRefused(Kind.FOREIGN_RESPONSE, () -> scene.complete(started.pending(), stripped));
  }

  @Test
  void demandsAFreshLoginOnlyWhenItWasAskedFor() {
    scene.upstream().fault(Fault.ID_TOKEN_STALE_LOGIN);
    logIn();
    assertRefused(Kind.NOT_FRESH, () -> logInWith(Optional.empty(), OptionalLong.of(10)));
    assertRefused(Kind.NOT_FRESH, () -> logInWith(Optional.of("login"), OptionalLong.empty()));
    logInWith(Optional.empty(), OptionalLong.of(60));
  }

  private Authentication logInWith(Optional<String> prompt, OptionalLong maxAge) {
    LoginRequest request =
        new LoginRequest(
            LoginScene.CALLBACK, LoginScene.request().state(), prompt, maxAge, Optional.empty());
    StartedLogin started = await(scene.relyingParty().begin(request));
    return scene.complete(started.pending(), answer(started));
  }

  @Test
  void endsTheProvidersSession() {
    Authentication login = logIn();
    URI end =
        await(
                scene
                    .relyingParty()
                    .endSession(Optional.of(login.idToken()), LoginScene.LOGGED_OUT, "state-1"))
            .orElseThrow();
    URI back = new Browser().open(end).location();
    assertEquals(LoginScene.LOGGED_OUT + "?state=state-1", back.toString());
    assertEquals(List.of(), scene.upstream().objections());
  }
}
