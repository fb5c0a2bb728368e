package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPlanTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final KeySchedule SCHEDULE =
      new KeySchedule(Duration.ofDays(90), Duration.ofDays(1), Duration.ofMinutes(10));
  private static final Set<SigningAlgorithm> CONFIGURED =
      Set.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256);

  private static SigningKeyRepository.Stored key(
      String algorithm, SigningKey.State state, Duration age, Duration activatesIn) {
    return new SigningKeyRepository.Stored(
        state.wire() + " " + algorithm,
        "https://broker.example",
        algorithm,
        state,
        Buffer.buffer(),
        Buffer.buffer(),
        Optional.empty(),
        NOW.minus(age),
        Optional.of(NOW.plus(activatesIn)).filter(at -> state == SigningKey.State.NEXT),
        Optional.empty(),
        Optional.empty(),
        NOW);
  }

  private static SigningKeyRepository.Stored active(String algorithm, Duration age) {
    return key(algorithm, SigningKey.State.ACTIVE, age, Duration.ZERO);
  }

  private static KeyPlan plan(SigningKeyRepository.Stored... rows) {
    return KeyPlan.of(List.of(rows), CONFIGURED, SCHEDULE);
  }

  private static String told(KeyPlan plan) {
    return "begin %d publish %d activate %d retire %d"
        .formatted(
            plan.begin().size(),
            plan.publish().size(),
            plan.activate().size(),
            plan.retire().size());
  }

  @ParameterizedTest
  @CsvSource({
    "ES256, P0D, , begin 1 publish 0 activate 0 retire 0",
    "ES256, P88DT23H59M59S, , begin 1 publish 0 activate 0 retire 0",
    "ES256, P89D, , begin 1 publish 1 activate 0 retire 0",
    "ES256, P900D, , begin 1 publish 1 activate 0 retire 0",
    // A clock of the database that was put back: nothing happens early.
    "ES256, -P1D, , begin 1 publish 0 activate 0 retire 0",
    "ES256, P900D, PT1S, begin 1 publish 0 activate 0 retire 0",
    "ES256, P90D, PT0S, begin 1 publish 0 activate 1 retire 0",
    "ES256, P0D, -P3D, begin 1 publish 0 activate 1 retire 0",
    // Configured no more: another node may still sign with it, so it ends when it is old.
    "EdDSA, P89D, , begin 2 publish 0 activate 0 retire 0",
    "EdDSA, P90D, , begin 2 publish 0 activate 0 retire 1",
    "EdDSA, P90D, PT0S, begin 2 publish 0 activate 1 retire 0",
  })
  void whatIsDue(String algorithm, Duration age, Duration activatesIn, String expected) {
    SigningKeyRepository.Stored signs = active(algorithm, age);
    KeyPlan plan =
        activatesIn == null
            ? plan(signs)
            : plan(signs, key(algorithm, SigningKey.State.NEXT, age, activatesIn));
    assertEquals(expected, told(plan));
  }

  @Test
  void aNewBrokerBeginsWithAllInOrder() {
    assertEquals(List.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256), plan().begin());
    assertTrue(plan().publish().isEmpty());
  }

  @Test
  void algorithmsAreApart() {
    KeyPlan plan = plan(active("RS256", Duration.ofDays(89)), active("ES256", Duration.ZERO));
    assertEquals(List.of(new KeyPlan.Step("RS256", "active RS256")), plan.publish());
  }

  @Test
  void theNextRotationIsTheFirstOfAll() {
    assertEquals(Optional.empty(), KeyPlan.nextRotation(List.of(), CONFIGURED, SCHEDULE));
    assertEquals(
        Optional.of(NOW.plus(Duration.ofDays(10))),
        KeyPlan.nextRotation(
            List.of(
                active("RS256", Duration.ofDays(80)),
                active("ES256", Duration.ofDays(1)),
                active("EdDSA", Duration.ofDays(500))),
            CONFIGURED,
            SCHEDULE));
    assertEquals(
        Optional.of(NOW.minusSeconds(5)),
        KeyPlan.nextRotation(
            List.of(
                active("RS256", Duration.ofDays(80)),
                key("RS256", SigningKey.State.NEXT, Duration.ZERO, Duration.ofSeconds(-5))),
            CONFIGURED,
            SCHEDULE));
  }

  @Test
  void aRetiredKeyIsPublishedLongerThanItsTokensLive() {
    assertEquals(Duration.ofMinutes(25), SCHEDULE.publishedAfter());
    assertEquals(
        Duration.ofHours(24).plusMinutes(15),
        SCHEDULE.withLongestToken(Duration.ofHours(24)).publishedAfter());
    assertEquals(Duration.ofDays(90).plusMinutes(25), SCHEDULE.verifiesAfter());
  }
}
