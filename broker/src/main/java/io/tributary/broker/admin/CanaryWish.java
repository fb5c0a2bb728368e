package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Canaries;
import io.tributary.broker.laboratory.LaboratoryException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose logins a canary takes, as people write it. */
final class CanaryWish {
  private static final Pattern SHARE = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,2})?) ?%?");
  private static final Pattern LENGTH = Pattern.compile("([0-9]{1,5}) ?([mhd])");

  private CanaryWish() {}

  /**
   * @param share such as {@code 5%} or {@code 0.5}; empty: only those who are named
   * @param length {@code 30m}, {@code 2h}, {@code 7d}; empty: a day
   * @throws LaboratoryException when it cannot be
   */
  static Canaries.Plan plan(String share, Set<String> usernames, String length) {
    return new Canaries.Plan(
        share.isBlank() ? 0 : hundredths(share.strip()), usernames, length(length.strip()));
  }

  private static int hundredths(String written) {
    Matcher matcher = SHARE.matcher(written);
    if (!matcher.matches()) {
      throw invalid("Write a share such as 5% or 0.5%.");
    }
    return new BigDecimal(matcher.group(1)).movePointRight(2).intValueExact();
  }

  private static Duration length(String written) {
    if (written.isEmpty()) {
      return Duration.ofDays(1);
    }
    Matcher matcher = LENGTH.matcher(written);
    if (!matcher.matches()) {
      throw invalid("Write a time such as 30m, 2h or 7d.");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(number);
      case "h" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }

  private static LaboratoryException invalid(String sentence) {
    return new LaboratoryException(LaboratoryException.Kind.INVALID, sentence);
  }
}
