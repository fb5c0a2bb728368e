package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which key of a provider verifies an id_token. */
class KeySetTest {
  private static final Optional<String> KID = Optional.of("rsa-first");

  private static KeySet read(JsonObject document) {
    return KeySet.read(
        new StrictJson().object(document.encode().getBytes(StandardCharsets.UTF_8), "jwks"));
  }

  private static JsonObject rsa() {
    return FakeKeys.FIRST.jwks().getJsonArray("keys").getJsonObject(0).copy();
  }

  private static KeySet of(JsonObject... keys) {
    JsonArray array = new JsonArray();
    for (JsonObject key : keys) {
      array.add(key);
    }
    return read(new JsonObject().put("keys", array));
  }

  private static boolean finds(KeySet keys, Optional<String> kid) {
    return keys.find(SignatureAlgorithm.RS256, kid).isPresent();
  }

  private record Row(String name, Consumer<JsonObject> change, boolean found) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("as it is", key -> {}, true),
        new Row("without use", key -> key.remove("use"), true),
        new Row("for encryption", key -> key.put("use", "enc"), false),
        new Row("use not a text", key -> key.put("use", 1), false),
        new Row("for verifying", key -> key.put("key_ops", new JsonArray().add("verify")), true),
        new Row("for signing", key -> key.put("key_ops", new JsonArray().add("sign")), false),
        new Row("for RS256", key -> key.put("alg", "RS256"), true),
        new Row("for PS256", key -> key.put("alg", "PS256"), false),
        new Row("for RSA-OAEP", key -> key.put("alg", "RSA-OAEP"), false),
        new Row("other kid", key -> key.put("kid", "other"), false),
        new Row("kid a number", key -> key.put("kid", 1), false),
        new Row("without kid", key -> key.remove("kid"), false),
        new Row("of another type", key -> key.put("kty", "EC"), false),
        new Row("symmetric", key -> key.put("kty", "oct").put("k", "AAAA"), false),
        new Row("of an unknown type", key -> key.put("kty", "AKP"), false),
        new Row("without modulus", key -> key.remove("n"), false),
        new Row("modulus not base64url", key -> key.put("n", "***"), false),
        new Row("short modulus", key -> key.put("n", "AQAB"), false),
        new Row(
            "modulus even", key -> key.put("n", key.getString("n").replaceFirst(".$", "A")), false),
        new Row("exponent one", key -> key.put("e", "AQ"), false),
        new Row("exponent even", key -> key.put("e", "Ag"), false),
        new Row("exponent huge", key -> key.put("e", "/".repeat(40).replace('/', '_')), false),
        new Row("modulus huge", key -> key.put("n", "_".repeat(4000)), false));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void judges(Row row) {
    JsonObject key = rsa();
    row.change().accept(key);
    assertEquals(row.found(), finds(of(key), KID));
  }

  @Test
  void withoutKidOnlyWhenOneFits() {
    JsonObject other = rsa().put("kid", "second");
    assertEquals(true, finds(of(rsa()), Optional.empty()));
    assertEquals(false, finds(of(rsa(), other), Optional.empty()));
    assertEquals(true, finds(of(rsa(), other.copy().put("alg", "RS512")), Optional.empty()));
    assertEquals(false, finds(of(), Optional.empty()));
  }

  @Test
  void refusesAKidThatTwoKeysShare() {
    assertEquals(false, finds(of(rsa(), rsa()), KID));
  }

  @Test
  void oneKeyThatNobodyUnderstandsHurtsNoOther() {
    JsonObject strange = new JsonObject().put("kty", "AKP").put("alg", "ML-DSA-44").put("pub", "x");
    assertEquals(true, finds(of(strange, rsa(), new JsonObject()), KID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":{}}", "{\"keys\":null}", "{\"keys\":\"x\"}"})
  void refusesWhatIsNoKeySet(String document) {
    assertThrows(RelyingPartyException.class, () -> read(new JsonObject(document)));
  }
}
