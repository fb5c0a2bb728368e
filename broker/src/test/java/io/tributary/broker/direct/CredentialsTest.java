package io.tributary.broker.direct;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.PresentedCredentials;
import io.tributary.broker.client.PresentedCredentials.Assertion;
import io.tributary.broker.client.PresentedCredentials.Pair;
import io.tributary.broker.client.PresentedCredentials.Pairs;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
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

  private static final String TYPE =
      "client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Ajwt-bearer";

  /** RFC 6749 §2.3: one way in each request; RFC 7521 §4.2 for what belongs together. */
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      delimiter = '|',
      value = {
        "Basic YTpi | client_assertion=e&TYPE             | INVALID_REQUEST",
        "Basic YTpi | client_assertion=e                  | INVALID_REQUEST",
        "Basic YTpi | TYPE                                | INVALID_REQUEST",
        "Bearer x   | client_assertion=e&TYPE             | INVALID_REQUEST",
        "-          | client_assertion=e&TYPE&client_id=a&client_secret=b | INVALID_REQUEST",
        "-          | client_id=a&client_secret=b&TYPE    | INVALID_REQUEST",
        "-          | client_assertion=e                  | INVALID_REQUEST",
        "-          | client_assertion=e&client_id=a      | INVALID_REQUEST",
        "-          | TYPE                                | INVALID_REQUEST",
        "-          | TYPE&client_id=a                    | INVALID_REQUEST",
        "-          | client_assertion=&TYPE&client_id=a  | INVALID_REQUEST",
        "-          | client_assertion=e&client_assertion=f&TYPE | INVALID_REQUEST",
        "-          | client_assertion=e&TYPE&TYPE        | INVALID_REQUEST",
        "-          | client_assertion=e&client_assertion_type=jwt-bearer | INVALID_CLIENT",
        "-          | client_assertion=e&TYPEX            | INVALID_CLIENT",
        "-          | client_assertion=e&TYPE%20          | INVALID_CLIENT",
        "-          | client_assertion=e&client_assertion_type=urn%3Aietf%3Aparams%3Aoauth%3Aclient-assertion-type%3Asaml2-bearer | INVALID_CLIENT",
      })
  void anAssertionStandsAloneAndSaysWhatItIs(String header, String form, ErrorCode code) {
    Parameters body = Parameters.parse(form.replace("TYPE", TYPE));
    OAuthException refused =
        assertThrows(OAuthException.class, () -> Credentials.read(header, body));
    assertEquals(code, refused.code());
  }

  @Test
  void anAssertionIsTakenWithTheIdBesideIt() {
    for (String form : List.of("client_assertion=a.b.c&", "client_assertion=a.b.c&client_id=x&")) {
      PresentedCredentials read = Credentials.read(null, Parameters.parse(form + TYPE));
      Assertion assertion =
          read.fold(
              pairs -> {
                throw new AssertionError("a pair");
              },
              found -> found);
      assertEquals("a.b.c", assertion.jwt());
      assertEquals(form.contains("client_id"), assertion.clientId().isPresent());
      assertFalse(read.toString().contains("a.b.c"));
    }
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
