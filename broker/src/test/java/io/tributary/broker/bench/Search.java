package io.tributary.broker.bench;

/** Finds the highest rate that holds: doubles until one does not, then halves the gap. */
final class Search {
  private static final double FIRST = 25;
  private static final double MOST = 51_200;
  private static final int HALVINGS = 4;

  private Search() {}

  /** Tries a rate. */
  interface Probe {
    boolean holds(double perSecond) throws Exception;
  }

  /** Operations a second; 0 when not even the first rate holds. */
  static double highest(Probe probe) throws Exception {
    double good = 0;
    double bad = FIRST;
    while (bad <= MOST && probe.holds(bad)) {
      good = bad;
      bad *= 2;
    }
    if (good == 0 || bad > MOST) {
      return good;
    }
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (good + bad) / 2;
      if (probe.holds(middle)) {
        good = middle;
      } else {
        bad = middle;
      }
    }
    return good;
  }
}
