package io.tributary.broker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.request.ClaimsRequest.Asked;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** OpenID Connect Core §5.5. */
class ClaimsRequestTest {
  /** The example of §5.5, and beside it members that nobody knows. */
  @Test
  void readsWhatTheSpecificationShows() {
    ClaimsRequest read =
        ClaimsRequest.parse(
            """
            {"userinfo": {"given_name": {"essential": true}, "nickname": null, "picture": null,
                          "http://example.info/claims/groups": null},
             "id_token": {"auth_time": {"essential": true},
                          "acr": {"values": ["urn:mace:incommon:iap:silver"], "hint": 1}},
             "verified_claims": 7}
            """);
    assertEquals(new Asked(true, List.of()), read.userinfo().get("given_name"));
    assertEquals(Asked.VOLUNTARY, read.userinfo().get("nickname"));
    assertEquals(4, read.userinfo().size());
    assertEquals(Asked.VOLUNTARY, read.userinfo().get("http://example.info/claims/groups"));
    assertEquals(
        new Asked(false, List.of("urn:mace:incommon:iap:silver")),
        read.ofIdToken("acr").orElseThrow());
    assertTrue(read.ofIdToken("auth_time").orElseThrow().essential());
  }

  @Test
  void asksForNothingByAnEmptyObject() {
    assertEquals(ClaimsRequest.NONE, ClaimsRequest.parse("{}"));
    assertEquals(ClaimsRequest.NONE, ClaimsRequest.parse("{\"id_token\": {}, \"other\": [1]}"));
  }

  @Test
  void valuesOfOtherTypesAreLeftOut() {
    ClaimsRequest read =
        ClaimsRequest.parse("{\"id_token\": {\"acr\": {\"values\": [1, \"2\", null, {}]}}}");
    assertEquals(List.of("2"), read.ofIdToken("acr").orElseThrow().values());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "null",
        "[]",
        "\"{}\"",
        "{",
        "{}}",
        "{} {}",
        "{'userinfo': {}}",
        "{\"userinfo\": {},}",
        "{\"userinfo\": {}, \"userinfo\": {}}",
        "{\"userinfo\": {\"name\": null, \"name\": null}}",
        "{\"userinfo\": {\"name\": {\"essential\": true, \"essential\": false}}}",
        "{\"userinfo\": null}",
        "{\"userinfo\": [\"name\"]}",
        "{\"id_token\": \"name\"}",
        "{\"id_token\": true}",
        "{\"userinfo\": {\"name\": true}}",
        "{\"userinfo\": {\"name\": \"essential\"}}",
        "{\"userinfo\": {\"name\": [null]}}",
        "{\"userinfo\": {\"name\": {\"essential\": \"true\"}}}",
        "{\"userinfo\": {\"name\": {\"essential\": 1}}}",
        "{\"userinfo\": {\"name\": {\"essential\": null}}}",
        "{\"userinfo\": {\"name\": {\"values\": \"x\"}}}",
        "{\"userinfo\": {\"name\": {\"values\": null}}}",
        "{\"userinfo\": {\"name\": {\"value\": \"x\", \"values\": [\"x\"]}}}",
        "{\"id_token\": {\"x\": [[[[[[[[[[[[[[1]]]]]]]]]]]]]]}}",
        "{\"a\": 1e999999999999999999999999999999999999999999999999999999999999999999999999}",
      })
  void refusesWhatIsNotOfThisShape(String malformed) {
    refused(malformed);
  }

  @Test
  void isBounded() {
    String name = "{\"userinfo\": {\"%s\": null}}";
    ClaimsRequest.parse(name.formatted("n".repeat(256)));
    refused(name.formatted("n".repeat(257)));
    ClaimsRequest.parse(many(64));
    refused(many(65));
    String value = "{\"id_token\": {\"acr\": {\"value\": \"%s\"}}}";
    ClaimsRequest.parse(value.formatted("v".repeat(256)));
    refused(value.formatted("v".repeat(257)));
    String values = "{\"id_token\": {\"acr\": {\"values\": [%s]}}}";
    ClaimsRequest.parse(values.formatted("1,".repeat(31) + "1"));
    refused(values.formatted("1,".repeat(32) + "1"));
    refused("{\"other\": \"" + "x".repeat(8 * 1024) + "\"}");
    // Bytes count, not characters.
    refused("{\"other\": \"" + "ü".repeat(4 * 1024) + "\"}");
  }

  /** Whatever a good one is damaged to: it is read, or refused in our words, and nothing else. */
  @Test
  void damagedOnesAreReadOrRefused() {
    String good =
        "{\"userinfo\": {\"name\": {\"essential\": true}, \"email\": null},"
            + " \"id_token\": {\"acr\": {\"values\": [\"1\", \"2\"]}, \"sub\": {\"value\": \"x\"}}}";
    Random random = new Random(5);
    String signs = "{}[]\",:nulltruefalse01\\u0000\ud800 ";
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(good);
      for (int hit = random.nextInt(4); hit >= 0; hit--) {
        int at = random.nextInt(damaged.length());
        char sign = signs.charAt(random.nextInt(signs.length()));
        if (random.nextBoolean()) {
          damaged.setCharAt(at, sign);
        } else {
          damaged.insert(at, sign);
        }
      }
      try {
        ClaimsRequest read = ClaimsRequest.parse(damaged.toString());
        assertTrue(read.userinfo().size() <= 64 && read.idToken().size() <= 64);
      } catch (OAuthException told) {
        assertEquals(ErrorCode.INVALID_REQUEST, told.code());
        refused++;
      }
    }
    assertTrue(refused > 5_000, "refused " + refused);
  }

  private static String many(int claims) {
    Map<String, String> members =
        IntStream.range(0, claims).boxed().collect(Collectors.toMap(i -> "c" + i, i -> "null"));
    return "{\"userinfo\": {"
        + members.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\": " + e.getValue())
            .collect(Collectors.joining(", "))
        + "}}";
  }

  private static void refused(String malformed) {
    OAuthException told =
        assertThrows(OAuthException.class, () -> ClaimsRequest.parse(malformed), malformed);
    assertEquals(ErrorCode.INVALID_REQUEST, told.code());
  }
}
