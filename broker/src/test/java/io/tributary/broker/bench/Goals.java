package io.tributary.broker.bench;

import java.util.Map;

/**
 * What an operation may cost: CPU-milliseconds of broker and database together on a machine where
 * one RS256 signature takes 0.245. Elsewhere they are as much larger or smaller as that signature.
 */
final class Goals {
  static final double SIGNATURE = 0.245;

  private static final Map<String, Double> OF =
      Map.ofEntries(
          Map.entry("client-credentials RS256", 0.32),
          Map.entry("client-credentials ES256", 0.10),
          Map.entry("refresh RS256", 0.72),
          Map.entry("refresh ES256", 0.28),
          Map.entry("introspection", 0.05),
          Map.entry("userinfo", 0.05),
          Map.entry("discovery", 0.018),
          Map.entry("jwks", 0.018),
          Map.entry("silent-login RS256", 0.75),
          Map.entry("silent-login ES256", 0.45),
          Map.entry("login RS256", 1.4),
          Map.entry("login ES256", 0.9),
          Map.entry("first-login RS256", 1.7));

  /** From exec to ready; scaled as the operations are. */
  static final double READY_SECONDS = 1.5;

  static final double READY_CPU_SECONDS = 2.5;
  static final double IDLE_MIB = 120;
  static final double LOAD_MIB = 250;
  static final double DISTRIBUTION_MB = 40;

  private Goals() {}

  /**
   * The goal on this machine, {@code NaN} where there is none.
   *
   * @param signature CPU-milliseconds of an RS256 signature here; {@code NaN}: as where the goals
   *     were set
   */
  static double here(String label, double signature) {
    Double goal = OF.get(label);
    return goal == null ? Double.NaN : scaled(goal, signature);
  }

  /** A goal of time, on this machine. */
  static double scaled(double goal, double signature) {
    return Double.isNaN(signature) ? goal : goal * signature / SIGNATURE;
  }

  /** As a cell of a table; empty where there is none ({@code NaN}). Within a tenth it is met. */
  static String cell(String format, double found, double goal) {
    return Double.isNaN(goal)
        ? ""
        : Tables.text(format, goal) + (found <= goal * 1.1 ? "" : " missed");
  }
}
