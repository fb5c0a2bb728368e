package io.tributary.broker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.broker.kit.ClientSigner;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Key sets by value: parsed once for each content, and never remembered without bound. */
class WrittenKeysTest {
  private static final ClientSigner SIGNER = ClientSigner.named("a");

  private final WrittenKeys written = new WrittenKeys();

  private static String set(String kid) {
    return new JsonObject()
        .put("keys", new io.vertx.core.json.JsonArray().add(SIGNER.ec().put("kid", kid)))
        .encode();
  }

  @Test
  void oneContentIsParsedOnce() {
    List<JWK> first = written.of(set("1"));
    assertSame(first, written.of(new String(set("1").toCharArray())));
    assertEquals("2", written.of(set("2")).get(0).getKeyID());
  }

  @Test
  void theNumberIsBounded() {
    List<JWK> first = written.of(set("first"));
    for (int i = 0; i < WrittenKeys.MOST_SETS; i++) {
      written.of(set("other-" + i));
    }
    assertNotSame(first, written.of(set("first")));
  }

  @Test
  void aLargeSetIsNotRemembered() {
    String large = set("k") + " ".repeat(KeySetDocument.MOST_REGISTERED_CHARACTERS);
    assertNotSame(written.of(large), written.of(large));
    assertEquals(1, written.of(large).size());
  }

  @Test
  void whatIsNoSetHasNoKeys() {
    assertEquals(List.of(), written.of("[]"));
  }
}
