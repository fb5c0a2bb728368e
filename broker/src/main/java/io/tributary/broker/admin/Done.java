package io.tributary.broker.admin;

import java.util.List;
import java.util.Optional;

/**
 * What became of a form: where the browser goes on to (ADR 18), and what it is told there, once.
 *
 * @param address path of our own
 * @param bad nothing was changed
 * @param confirm the action that has to be confirmed, because people would lose rights by it
 */
record Done(String address, boolean bad, Optional<String> confirm, List<String> sentences) {
  Done {
    sentences = List.copyOf(sentences);
  }

  static Done well(String address, List<String> sentences) {
    return new Done(address, false, Optional.empty(), sentences);
  }

  static Done refused(String address, List<String> sentences) {
    return new Done(address, true, Optional.empty(), sentences);
  }

  /** There is nothing to tell: the address says it. */
  static Done to(String address) {
    return well(address, List.of());
  }
}
