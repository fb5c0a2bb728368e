package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.http.Browser;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fake provider objects to what a strict provider objects to. */
class FakeUpstreamIT {
  private final LoginScene scene = LoginScene.at(Layout.ROOT);

  @AfterEach
  void stop() {
    scene.close();
  }

  /** What is taken out of, or put into, a good authorization request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "response_type=code->response_type=token",
        "code_challenge=->x=",
        "S256->plain",
        "nonce=->x=",
        "state=->x=",
        "openid->profile",
        "redirect_uri=http->redirect_uri=https",
        "client_id=->x="
      })
  void refusesABadAuthorizationRequest(String change) {
    String[] parts = change.split("->", -1);
    String good = scene.begin().location().toString();
    Page answer = new Browser().open(good.replace(parts[0], parts[1]));
    assertFalse(answer.isRedirect() && answer.location().getQuery().contains("code="));
    assertEquals(1, scene.upstream().objections().size());
  }

  @Test
  void refusesAnotherVerifierAndAnotherRedirectUri() {
    refusesCodeOf(
        p ->
            new PendingLogin(
                p.provider(),
                p.state(),
                p.nonce(),
                "v".repeat(43),
                p.redirectUri(),
                p.startedAt(),
                p.authTimeNotBefore()));
    refusesCodeOf(
        p ->
            new PendingLogin(
                p.provider(),
                p.state(),
                p.nonce(),
                p.codeVerifier(),
                URI.create(p.redirectUri() + "/"),
                p.startedAt(),
                p.authTimeNotBefore()));
    assertEquals(2, scene.upstream().objections().size());
  }

  private void refusesCodeOf(UnaryOperator<PendingLogin> change) {
    StartedLogin started = scene.begin();
    CallbackParameters answer = LoginScene.callback(new Browser().open(started.location()));
    assertThrows(
        RelyingPartyException.class, () -> scene.complete(change.apply(started.pending()), answer));
  }

  @Test
  void objectsToARequestForAnythingElse() {
    Page page = new Browser().open(scene.upstream().issuer() + "/elsewhere");
    assertEquals(404, page.status());
    assertEquals(List.of("/elsewhere"), scene.upstream().operations());
    assertEquals(1, scene.upstream().objections().size());
  }
}
