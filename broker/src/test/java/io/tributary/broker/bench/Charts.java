package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The charts of the document, in {@code broker/docs/benchmarks/}. */
final class Charts {
  private static final String UNIT =
      "CPU-ms per operation with its database: median, line from least to most; rows differ in scale";

  private Charts() {}

  /** Writes the chart, and gives the line of Markdown that shows it. */
  static String write(Path root, String name, Chart chart) throws IOException {
    Path folder = Files.createDirectories(root.resolve("broker/docs/benchmarks"));
    String file = name.replaceAll("[^a-z0-9]+", "-") + ".svg";
    Files.writeString(folder.resolve(file), chart.svg());
    return "![" + chart.title() + "](benchmarks/" + file + ")\n";
  }

  /** One provider beside the goals for this machine. */
  static Chart goals(List<Summary> summaries, String subject, double signature) {
    List<Chart.Group> groups = new ArrayList<>();
    for (Summary one : summaries) {
      if (one.subject().equals(subject)) {
        double goal = Goals.here(one.label(), signature);
        List<Chart.Bar> bars = new ArrayList<>(List.of(bar(one)));
        bars.add(Double.isNaN(goal) ? null : new Chart.Bar(goal, goal, goal));
        groups.add(new Chart.Group(one.label(), bars));
      }
    }
    return new Chart(
        "What an operation costs", UNIT, List.of("measured", "goal on this machine"), groups);
  }

  /** Several providers; operations of the first that another one did too. */
  static Chart beside(List<Summary> summaries, List<String> subjects) {
    List<Chart.Group> groups = new ArrayList<>();
    for (Summary first : summaries) {
      if (!first.subject().equals(subjects.get(0))) {
        continue;
      }
      List<Chart.Bar> bars = new ArrayList<>();
      for (String subject : subjects) {
        bars.add(
            summaries.stream()
                .filter(one -> one.subject().equals(subject))
                .filter(one -> one.label().equals(first.label()))
                .map(Charts::bar)
                .findFirst()
                .orElse(null));
      }
      groups.add(new Chart.Group(first.label(), bars));
    }
    return new Chart(
        String.join(" and ", subjects).toLowerCase(Locale.ROOT), UNIT, subjects, groups);
  }

  private static Chart.Bar bar(Summary one) {
    return new Chart.Bar(
        one.least(Figures::totalMs), one.median(Figures::totalMs), one.most(Figures::totalMs));
  }
}
