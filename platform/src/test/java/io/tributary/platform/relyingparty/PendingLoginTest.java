package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is kept between request and answer survives being stored, or is refused. */
class PendingLoginTest {
  private static PendingLogin login(OptionalLong notBefore) {
    return new PendingLogin(
        "okta",
        "state",
        "nonce",
        "verifier",
        URI.create("https://a/b?c"),
        1_800_000_000L,
        notBefore);
  }

  @Test
  void survivesJson() {
    for (OptionalLong notBefore : List.of(OptionalLong.empty(), OptionalLong.of(5))) {
      String stored = login(notBefore).toJson().encode();
      assertEquals(login(notBefore), PendingLogin.fromJson(new JsonObject(stored)));
    }
  }

  @Test
  void refusesWhatLacksAMemberOrHasAnotherType() {
    for (String name : List.of("p", "s", "n", "v", "r", "t")) {
      JsonObject stored = login(OptionalLong.of(5)).toJson();
      stored.remove(name);
      assertThrows(IllegalArgumentException.class, () -> PendingLogin.fromJson(stored));
      stored.put(name, true);
      assertThrows(IllegalArgumentException.class, () -> PendingLogin.fromJson(stored));
    }
    JsonObject stored = login(OptionalLong.of(5)).toJson().put("a", "soon");
    assertThrows(IllegalArgumentException.class, () -> PendingLogin.fromJson(stored));
  }

  @Test
  void printsNoSecret() {
    assertFalse(login(OptionalLong.empty()).toString().matches(".*(state|nonce|verifier).*"));
  }
}
