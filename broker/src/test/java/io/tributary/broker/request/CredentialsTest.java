package io.tributary.broker.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.PresentedCredentials.Pair;
import io.tributary.broker.client.PresentedCredentials.Pairs;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.OAuthException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
  private static final Parameters NOTHING = Parameters.parse("");

  @ParameterizedTest
  @CsvSource({
    "netbox:s3cret,        netbox,       s3cret",
    "netbox:with:colon,    netbox,       with:colon",
    "netbox:,              netbox,       ''",
  })
  void rawReadingComesFirst(String pair, String id, String secret) {
    assertEquals(new Pair(id, Optional.of(secret)), pairs(basic(pair), NOTHING).readings().get(0));
  }

  @Test
  void encodedAndRawReadingsAreBothTried() {
    Pairs read = pairs(basic("node%2Dbasic:a%2Bb+c"), NOTHING);
    assertEquals(
        List.of(
            new Pair("node%2Dbasic", Optional.of("a%2Bb+c")),
            new Pair("node-basic", Optional.of("a+b c"))),
        read.readings());
  }

  @Test
  void aSecretThatIsNoFormEncodingHasOneReading() {
    assertEquals(1, pairs(basic("netbox:100%"), NOTHING).readings().size());
  }

  @Test
  void anotherIdInTheBodyLeavesNoReading() {
    Parameters body = Parameters.parse("client_id=other");
    assertEquals(List.of(), pairs(basic("netbox:s3cret"), body).readings());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Basic",
        "Basic ",
        "Basic !!!",
        "Basic bm9jb2xvbg==",
        "Bearer abc",
        "Digest x"
      })
  void unreadableHeadersAreRefused(String header) {
    assertThrows(OAuthException.class, () -> Credentials.read(header, NOTHING));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", // nobody
        "client_secret=x", // a secret of nobody
        "client_id=a&client_id=b", // two
        "client_id=a&client_secret=x&client_secret=y",
        "client_id=a&client_assertion=eyJ"
      })
  void unreadableFormsAreRefused(String form) {
    assertThrows(OAuthException.class, () -> Credentials.read(null, Parameters.parse(form)));
  }

  @Test
  void twoWaysAtOnceAreRefused() {
    Parameters body = Parameters.parse("client_id=netbox&client_secret=s3cret");
    assertThrows(OAuthException.class, () -> Credentials.read(basic("netbox:s3cret"), body));
  }

  @Test
  void theBodyNamesAConfidentialOrAPublicClient() {
    Pairs post = pairs(null, Parameters.parse("client_id=a&client_secret=x"));
    Pairs open = pairs(null, Parameters.parse("client_id=a"));
    assertEquals(AuthenticationMethod.CLIENT_SECRET_POST, post.method());
    assertEquals(AuthenticationMethod.NONE, open.method());
    assertEquals(List.of(new Pair("a", Optional.empty())), open.readings());
  }

  @Test
  void secretsDoNotPrint() {
    assertFalse(Credentials.read(basic("netbox:s3cret"), NOTHING).toString().contains("s3cret"));
  }

  private static Pairs pairs(String authorization, Parameters form) {
    return Credentials.read(authorization, form)
        .fold(
            pairs -> pairs,
            assertion -> {
              throw new AssertionError("an assertion");
            });
  }

  private static String basic(String pair) {
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
