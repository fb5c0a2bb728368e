package io.tributary.broker.mapping;

/**
 * Something in a mapping that is allowed and probably not meant.
 *
 * @param line from 1; 0 when it has no place
 * @param kind for filters: {@code unseen_group}, {@code near_miss}, {@code unused_rule}, {@code
 *     possible_loss}, {@code unknown_name}, {@code never_returned}, {@code sometimes_returned},
 *     {@code always_fails}, {@code fails_for_some}
 * @param message one sentence with the reason and what to write instead
 */
public record LintFinding(String file, int line, int column, String kind, String message) {
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return place + ": warning: " + message + " [" + kind + "]";
  }
}
