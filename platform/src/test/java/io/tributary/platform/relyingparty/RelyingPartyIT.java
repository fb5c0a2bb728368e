package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.Browser;
import io.tributary.platform.relyingparty.FakeUpstream.Layout;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A login at a strict provider, on every layout of its issuer. */
class RelyingPartyIT {
  @ParameterizedTest
  @EnumSource(Layout.class)
  void logsIn(Layout layout) {
    try (LoginScene scene = LoginScene.at(layout)) {
      scene.upstream().user(Map.of("sub", "u1", "groups", List.of("netbox_admin", "Everyone")));
      StartedLogin started = scene.begin();
      CallbackParameters answer = LoginScene.callback(new Browser().open(started.location()));
      Authentication login = scene.complete(started.pending(), answer);

      assertEquals(scene.upstream().issuer(), login.issuer());
      assertEquals("u1", login.subject());
      assertEquals(List.of("netbox_admin", "Everyone"), login.claims().get("groups"));
      assertTrue(login.sid().isPresent());
      assertEquals(
          List.of("discovery", "authorize", "token", "jwks", "userinfo"),
          scene.upstream().operations());
      assertEquals(List.of(), scene.upstream().objections());
    }
  }
}
