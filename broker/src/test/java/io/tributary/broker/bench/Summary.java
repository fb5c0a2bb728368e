package io.tributary.broker.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of one operation of one provider, taken together. */
record Summary(String subject, String label, List<Figures> rounds) {

  /** In the order of their first figures. */
  static List<Summary> of(List<Figures> figures) {
    Map<String, Summary> found = new LinkedHashMap<>();
    for (Figures one : figures) {
      found
          .computeIfAbsent(
              one.subject() + "\n" + one.label(),
              key -> new Summary(one.subject(), one.label(), new ArrayList<>()))
          .rounds()
          .add(one);
    }
    return List.copyOf(found.values());
  }

  double median(ToDoubleFunction<Figures> of) {
    return middle(rounds.stream().mapToDouble(of).toArray());
  }

  double least(ToDoubleFunction<Figures> of) {
    return rounds.stream().mapToDouble(of).min().orElse(Double.NaN);
  }

  double most(ToDoubleFunction<Figures> of) {
    return rounds.stream().mapToDouble(of).max().orElse(Double.NaN);
  }

  /** The median: of an even number of values the mean of the two in the middle. */
  static double middle(double[] values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
