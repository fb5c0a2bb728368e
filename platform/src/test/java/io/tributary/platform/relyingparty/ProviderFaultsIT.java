package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.platform.http.Await;
import io.tributary.platform.http.Browser;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import io.tributary.platform.relyingparty.Fault.Stage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every fault of a provider: the login fails, for the right reason, and nothing more is called. */
class ProviderFaultsIT {
  /** Operations up to and with the stage at which the fault shows. */
  private static final Map<Stage, List<String>> CALLED =
      Map.of(
          Stage.AUTHORIZE, List.of("discovery", "authorize"),
          Stage.DISCOVERY, List.of("discovery"),
          Stage.TOKEN, List.of("discovery", "authorize", "token"),
          Stage.JWKS, List.of("discovery", "authorize", "token", "jwks"),
          Stage.USERINFO, List.of("discovery", "authorize", "token", "jwks", "userinfo"));

  private LoginScene scene;

  @BeforeEach
  void start() {
    scene = LoginScene.at(Layout.AUTHENTIK);
  }

  @AfterEach
  void stop() {
    scene.close();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void isRefused(Fault fault) {
    scene.upstream().fault(fault);
    RelyingPartyException refused = assertThrows(RelyingPartyException.class, this::logIn);

    assertEquals(FaultTable.expected(fault), refused.kind(), refused.getMessage());
    List<String> operations = scene.upstream().operations();
    if (fault.stage() == Stage.ID_TOKEN || fault == Fault.JWKS_SYMMETRIC) {
      assertFalse(operations.contains("userinfo"), "the access token went out: " + operations);
    } else {
      assertEquals(CALLED.get(fault.stage()), operations);
    }
    assertEquals(List.of(), scene.upstream().objections());
    assertNoSecretIn(refused);
  }

  private void logIn() {
    LoginRequest request =
        new LoginRequest(
            LoginScene.CALLBACK,
            LoginScene.request().state(),
            Optional.of("login"),
            OptionalLong.empty(),
            Optional.empty());
    StartedLogin started = Await.await(scene.relyingParty().begin(request));
    CallbackParameters answer = LoginScene.callback(new Browser().open(started.location()));
    scene.complete(started.pending(), answer);
  }

  /** Neither what we sent nor what the provider wrote stands in the exception or its causes. */
  private static void assertNoSecretIn(RelyingPartyException refused) {
    StringWriter text = new StringWriter();
    refused.printStackTrace(new PrintWriter(text));
    for (String marker : List.of(LoginScene.SECRET, "marker-text", "<script>", "eyJ", "mallory")) {
      assertFalse(text.toString().contains(marker), marker + " in " + text);
    }
  }
}
