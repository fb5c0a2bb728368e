package io.tributary.broker.claims;

import io.tributary.broker.script.Limits;
import io.tributary.platform.config.ConfigReader;
import java.time.Duration;

/**
 * What the mappings of one login may use ({@code mapping_limits:}).
 *
 * @param each of one mapping, where its own settings say nothing else
 * @param total CPU time of all of a login's mappings together; the last one gets what is left
 * @param tests CPU time of all tests of one mapping together
 */
public record MappingBudget(Limits each, Duration total, Duration tests) {
  private static final Duration MOST = Duration.ofSeconds(5);
  private static final Duration TESTS = Duration.ofSeconds(30);
  private static final Duration LEAST_TESTS = Duration.ofSeconds(1);
  private static final Duration MOST_TESTS = Duration.ofMinutes(10);

  /** As shipped: 20 ms each, 40 ms together, 30 s for tests. */
  public static final MappingBudget DEFAULT =
      new MappingBudget(Limits.DEFAULT, Limits.DEFAULT.time().multipliedBy(2), TESTS);

  /** Reads the limits of {@link Limits#read}, {@code total_time} and {@code tests_time}. */
  public static MappingBudget read(ConfigReader section) {
    Limits each = Limits.read(section);
    Duration twice = each.time().multipliedBy(2);
    Duration total = section.duration("total_time", Limits.LEAST.time(), MOST).or(twice);
    if (total.compareTo(each.time()) < 0) {
      section.problem("total_time", "is less than time, so no mapping could use its own time");
    }
    return new MappingBudget(
        each, total, section.duration("tests_time", LEAST_TESTS, MOST_TESTS).or(TESTS));
  }

  /** For the tests of one mapping. */
  public TestBudget forTests() {
    return new TestBudget(tests);
  }
}
