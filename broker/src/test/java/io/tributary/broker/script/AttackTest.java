package io.tributary.broker.script;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.script.ScriptFailure.Reason;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every attack that we know, on one language: the right limit stops it, near that limit, and the
 * next evaluation in the same room sees nothing of it. A test class of each language says how the
 * attacks are written there; forgetting one fails.
 *
 * <p>Nothing here is about how fast this machine is: the limit of time is wide.
 */
public abstract class AttackTest {
  private static final List<String> GROUPS = List.of("netbox_admin", "Everyone");

  /** As shipped, but for the time. */
  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(60));

  /** These come near their limit step by step; others are refused before they are done. */
  private static final Set<Attack> GRADUAL =
      Set.of(
          Attack.ENDLESS_LOOP,
          Attack.ENDLESS_LOOP_THAT_CATCHES,
          Attack.ENDLESS_LOOP_BEHIND_FINALLY,
          Attack.COMPARING_WITHOUT_END,
          Attack.GROWING_LIST,
          Attack.GROWING_TABLE,
          Attack.GROWING_LIST_THAT_CATCHES,
          Attack.LISTS_OF_LISTS);

  private final ScriptLanguage language;
  private final ScriptRoom room;

  protected AttackTest(ScriptLanguage language) {
    this.language = language;
    this.room = language.open();
  }

  /**
   * The attacks as bodies of scripts that see {@code claims}, {@code request}, {@code client},
   * {@code scopes}. What the language has no words for is refused when it is loaded.
   */
  protected abstract Map<Attack, String> attacks();

  /** Attacks that this language cannot even write. */
  protected abstract EnumSet<Attack> unknown();

  /** Scripts that reach for the world, each of which must fail. */
  protected abstract Map<Attack.World, List<String>> reaches();

  /** Scripts that write where the next evaluation could look; whether they fail is their own. */
  protected abstract List<String> writes();

  /** A script that looks there, and at what built-in functions answer. */
  protected abstract String probe();

  @Test
  void everyAttackIsWritten() {
    assertEquals(EnumSet.allOf(Attack.class), new EnumMap<>(attacks()).keySet());
    assertEquals(EnumSet.allOf(Attack.World.class), new EnumMap<>(reaches()).keySet());
    assertTrue(writes().size() >= 10, "too few writes");
  }

  @ParameterizedTest
  @EnumSource(Attack.class)
  void isStoppedByItsLimitAndNearIt(Attack attack) {
    Map<String, Object> before = run(probe());
    String script = attacks().get(attack);
    if (unknown().contains(attack)) {
      assertThrows(ScriptSyntax.class, () -> language.check(text(script)), script);
      return;
    }
    language.check(text(script));
    ScriptFailure failure = assertThrows(ScriptFailure.class, () -> run(script), script);
    Reason reason = failure.reason();
    assertTrue(reasons(attack).contains(reason), reason + ": " + failure.getMessage());
    ScriptUsed used = room.used();
    assertTrue(used.steps() <= 2 * LIMITS.steps(), used.toString());
    assertTrue(used.bytes() <= 2 * LIMITS.bytes(), used.toString());
    if (GRADUAL.contains(attack)) {
      assertNear(reason, used, LIMITS);
    }
    assertEquals(before, run(probe()), "something is left of it");
  }

  /** The limits are those given and not those shipped. */
  @Test
  void otherLimitsStopElsewhere() {
    for (int factor : new int[] {1, 4, 16}) {
      Limits limits =
          LIMITS
              .withSteps(50_000L * factor)
              .withBytes((1L << 20) * factor)
              .withDepth(20 * factor)
              .withResultBytes(2_000 * factor);
      assertEquals(Reason.STEPS, reason(Attack.ENDLESS_LOOP, limits));
      assertNear(Reason.STEPS, room.used(), limits);
      assertEquals(
          Reason.MEMORY, reason(Attack.GROWING_LIST, limits.withSteps(LIMITS.steps() * 10)));
      assertNear(Reason.MEMORY, room.used(), limits);
      assertEquals(Reason.DEPTH, reason(Attack.DEEP_RECURSION, limits));
      assertEquals(Reason.RESULT_SIZE, reason(Attack.HUGE_RESULT, limits));
    }
  }

  @Test
  void timeIsTheLastLimit() {
    Limits limits =
        LIMITS
            .withSteps(Long.MAX_VALUE)
            .withBytes(Long.MAX_VALUE / 2)
            .withTime(Duration.ofMillis(20));
    for (Attack attack :
        List.of(
            Attack.ENDLESS_LOOP,
            Attack.ENDLESS_LOOP_THAT_CATCHES,
            Attack.ENDLESS_LOOP_BEHIND_FINALLY,
            Attack.EXPONENTIAL_EXPRESSION)) {
      if (!unknown().contains(attack)) {
        assertEquals(Reason.TIME, reason(attack, limits), attack.name());
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Attack.World.class)
  void knowsNothingOfTheWorldAround(Attack.World world) {
    Map<String, Object> before = run(probe());
    for (String script : reaches().get(world)) {
      ScriptFailure refused = assertThrows(ScriptFailure.class, () -> run(script), script);
      assertEquals(Reason.THROWN, refused.reason(), script + refused.getMessage());
      assertEquals(before, run(probe()), script);
    }
  }

  @Test
  void nothingIsWrittenForTheNextEvaluation() {
    Map<String, Object> before = run(probe());
    for (String script : writes()) {
      try {
        run(script);
      } catch (ScriptFailure refused) {
        assertEquals(Reason.THROWN, refused.reason(), script + refused.getMessage());
      }
      assertEquals(before, run(probe()), script);
    }
  }

  /** The limits that may stop it. */
  private static Set<Reason> reasons(Attack attack) {
    return switch (attack) {
      case ENDLESS_LOOP,
          ENDLESS_LOOP_THAT_CATCHES,
          ENDLESS_LOOP_BEHIND_FINALLY,
          HUGE_SUM,
          COMPARING_WITHOUT_END,
          EXPONENTIAL_EXPRESSION,
          EXPONENTIAL_EXPRESSION_IN_SPLIT,
          EXPONENTIAL_EXPRESSION_IN_REPLACE,
          EXPONENTIAL_EXPRESSION_IN_ALL_MATCHES ->
          Set.of(Reason.STEPS);
      case ENDLESS_WALK, ENDLESS_LOG -> Set.of(Reason.STEPS, Reason.MEMORY);
      case GROWING_LIST,
          GROWING_TABLE,
          GROWING_LIST_THAT_CATCHES,
          LISTS_OF_LISTS,
          DOUBLED_TEXT,
          DOUBLED_TEXT_THAT_CATCHES,
          DOUBLED_LIST,
          REPEATED_TEXT,
          PADDED_TEXT,
          JOINED_TEXT,
          JOINED_LONG_LIST,
          REPLACED_TEXT,
          REPLACED_BY_EXPRESSION,
          FORMATTED_TEXT ->
          Set.of(Reason.MEMORY);
      case HUGE_SORT, HUGE_LIST_BY_ONE_CALL, HUGE_POWER -> Set.of(Reason.MEMORY, Reason.STEPS);
      case DEEP_RECURSION, DEEP_RECURSION_THROUGH_BUILT_INS, DEEP_JSON_READ, DEEP_JSON_WRITTEN ->
          Set.of(Reason.DEPTH);
      case RECURSION_THAT_CATCHES -> Set.of(Reason.DEPTH, Reason.STEPS, Reason.MEMORY);
      case DEEP_RESULT -> Set.of(Reason.DEPTH, Reason.RESULT_TYPE);
      case RESULT_THAT_HOLDS_ITSELF -> Set.of(Reason.RESULT_TYPE);
      case HUGE_RESULT, RESULT_OF_SHARED_PARTS -> Set.of(Reason.RESULT_SIZE);
      case DEEP_EXPRESSION -> Set.of(Reason.DEPTH, Reason.THROWN);
    };
  }

  /** Within a factor of two of the limit. */
  private static void assertNear(Reason reason, ScriptUsed used, Limits limits) {
    long spent = reason == Reason.STEPS ? used.steps() : used.bytes();
    long allowed = reason == Reason.STEPS ? limits.steps() : limits.bytes();
    assertTrue(spent >= allowed / 2 && spent <= 2 * allowed, reason + " " + used);
  }

  private Reason reason(Attack attack, Limits limits) {
    String script = attacks().get(attack);
    return assertThrows(
            ScriptFailure.class, () -> room.evaluate(text(script), input(), limits), script)
        .reason();
  }

  private Map<String, Object> run(String body) {
    return room.evaluate(text(body), input(), LIMITS);
  }

  private static ScriptText text(String body) {
    return new ScriptText("attack", List.of("claims", "request", "client", "scopes"), body);
  }

  private static ScriptInput input() {
    return new ScriptInput(
        Map.of(
            "claims",
            Map.of("groups", GROUPS, "name", "Alice A"),
            "request",
            Map.of("user", Map.of("groups", GROUPS), "upstream", "okta"),
            "client",
            Map.of("id", "inventory"),
            "scopes",
            List.of("openid", "roles")));
  }
}
