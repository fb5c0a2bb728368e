package io.tributary.broker.trace;

import io.tributary.platform.config.ConfigReader;

/**
 * {@code application_reports:} of the configuration: whether applications may say what they did
 * with a login.
 *
 * @param perSecond reports of one application; ten times as many at once
 */
public record ReportConfig(boolean enabled, int perSecond) {
  private static final int PER_SECOND = 20;

  public static ReportConfig read(ConfigReader section) {
    return new ReportConfig(
        section.flag("enabled").or(true), section.integer("per_second", 1, 1_000).or(PER_SECOND));
  }

  /** How many reports of one application are taken at once. */
  public int burst() {
    return 10 * perSecond;
  }
}
