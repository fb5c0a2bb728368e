package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.bench.BenchOptions.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  @Test
  void withoutWordsTheBrokerIsMeasuredAsTheDocumentSays() {
    BenchOptions options = parse("");
    assertEquals(5, options.seconds());
    assertEquals(3, options.rounds());
    assertEquals(16, options.connections("refresh"));
    assertEquals(8, options.connections("login"));
    assertEquals(8, options.connections("first-login"));
    assertEquals(List.of(Algorithm.RS256), options.algorithms());
    assertEquals(Kind.BROKER, options.mode().kind());
    assertTrue(options.only().isEmpty());
    assertFalse(options.durable());
    assertFalse(options.write());
    assertEquals(Optional.empty(), options.json());
  }

  @Test
  void everyOptionIsRead() {
    BenchOptions options =
        parse(
            "--seconds 2 --connections 3 --login-connections 4 --rounds 1 --only jwks,login"
                + " --algorithm both --synchronous-commit --json out.json --peer keycloak");
    assertEquals(2, options.seconds());
    assertEquals(3, options.connections("jwks"));
    assertEquals(4, options.connections("login"));
    assertEquals(1, options.rounds());
    assertEquals(List.of("jwks", "login"), options.only());
    assertEquals(List.of(Algorithm.RS256, Algorithm.ES256), options.algorithms());
    assertTrue(options.durable());
    assertEquals(Optional.of(Path.of("out.json")), options.json());
    assertEquals(new BenchOptions.Mode(Kind.PEER, "keycloak"), options.mode());
    assertEquals(Kind.OVERLOAD, parse("--overload --write").mode().kind());
    assertEquals(30, parse("--overload").seconds());
  }

  @Test
  void growthIsMeasuredAsItsGoalSays() {
    BenchOptions options = parse("--growth --write");
    assertEquals(Kind.GROWTH, options.mode().kind());
    assertEquals(Growth.OPERATIONS, options.only());
    assertEquals(new Stock.Size(1_000_000, 5_000_000), options.stored());
    BenchOptions small = parse("--growth --sessions 30 --refresh-tokens 50 --only refresh");
    assertEquals(new Stock.Size(30, 50), small.stored());
    assertEquals(List.of("refresh"), small.only());
  }

  @Test
  void twoRevisionsAreComparedInMoreRounds() {
    assertEquals(5, parse("--regress HEAD~1").rounds());
    assertEquals(2, parse("--rounds 2 --regress HEAD~1").rounds());
    assertEquals("HEAD~1", parse("--regress HEAD~1").mode().of());
  }

  @Test
  void aReplayIsOfAHundredThousandPeople() {
    BenchOptions options = parse("--replay --write");
    assertEquals(Kind.REPLAY, options.mode().kind());
    assertEquals(100_000, options.people());
    assertEquals(5, options.rounds());
    assertEquals(7, parse("--people 7 --replay").people());
  }

  @Test
  void aProfileIsOfEachOperationAndLongerThanAMeasurement() {
    BenchOptions options = parse("--profile --only login,refresh");
    assertEquals(Kind.PROFILE, options.mode().kind());
    assertEquals(10, options.seconds());
    assertEquals(List.of("login", "refresh"), options.only());
    assertEquals(2, parse("--seconds 2 --profile").seconds());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--seconds|lacks its value",
        "--seconds 0|from 1 to 120",
        "--seconds 121|from 1 to 120",
        "--seconds -1|from 1 to 120",
        "--seconds many|from 1 to 120",
        "--connections 257|from 1 to 256",
        "--login-connections 257|from 1 to 256",
        "--rounds 21|from 1 to 20",
        "--only logins|--only takes some of",
        "--only login,|--only takes some of",
        "--algorithm rs256|RS256, ES256 or both",
        "--algorithm HS256|RS256, ES256 or both",
        "--peer okta|one of keycloak, oidc-provider",
        "--regress --upload-pack=x|a revision",
        "--regress HEAD --peer keycloak|one at a time",
        "--overload --regress HEAD|one at a time",
        "--overload --only login|its own operations",
        "--replay --overload|one at a time",
        "--replay --only login|leave --only, --seconds out",
        "--replay --seconds 3|leave --only, --seconds out",
        "--replay --people 0|from 1 to 1000000",
        "--people 100|how many --replay tries",
        "--regress HEAD --write|is not written",
        "--write --only login|needs all operations",
        "--growth --overload|one at a time",
        "--profile --growth|one at a time",
        "--profile --synchronous-commit|leave --synchronous-commit out",
        "--profile --only login --write|needs all operations",
        "--growth --only login|only some of refresh,silent-login",
        "--growth --algorithm both|one algorithm",
        "--growth --synchronous-commit|one algorithm",
        "--growth --sessions 0|from 1 to 20000000",
        "--growth --sessions 10 --write|needs all sessions",
        "--growth --only refresh --write|needs all operations",
        "--sessions 10|belong to --growth",
        "--refresh-tokens 10 --overload|belong to --growth",
        "--slowly 1|unknown option --slowly",
        "--slowly|--slowly is unknown",
      })
  void wrongWordsAreRefusedInASentence(String line, String complaint) {
    var refused = assertThrows(BenchOptions.UsageException.class, () -> parse(line));
    assertTrue(refused.getMessage().contains(complaint), refused.getMessage());
  }

  private static BenchOptions parse(String line) {
    return BenchOptions.parse(line.isEmpty() ? List.of() : List.of(line.split(" ", -1)));
  }
}
