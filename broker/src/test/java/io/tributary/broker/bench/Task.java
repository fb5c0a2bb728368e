package io.tributary.broker.bench;

import java.util.ArrayList;
import java.util.List;

/** One line of the table: an operation of a provider, signed in a way. */
record Task(Subject subject, Algorithm algorithm, String operation) {

  /** Operation by operation, and within it one provider after the other: in turn. */
  static List<Task> of(List<Subject> subjects, BenchOptions options) {
    List<String> operations = options.only().isEmpty() ? Operation.NAMES : options.only();
    List<Task> tasks = new ArrayList<>();
    for (String operation : operations) {
      for (Algorithm algorithm : options.algorithms()) {
        boolean once = algorithm != options.algorithms().get(0);
        if (once && !Operation.SIGNED.contains(operation)) {
          continue;
        }
        for (Subject subject : subjects) {
          if (subject.operations().contains(operation)) {
            tasks.add(new Task(subject, algorithm, operation));
          }
        }
      }
    }
    return tasks;
  }

  /** As tables and charts call it, without the provider. */
  String label() {
    return label(operation, algorithm);
  }

  static String label(String operation, Algorithm algorithm) {
    return Operation.SIGNED.contains(operation) ? operation + " " + algorithm : operation;
  }
}
