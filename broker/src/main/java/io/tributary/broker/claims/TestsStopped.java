package io.tributary.broker.claims;

/** The tests of a mapping used all that tests may use together; what the others say is unknown. */
public final class TestsStopped extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param done how many had run
   * @param all how many there are
   * @param limit that was reached, in words
   */
  TestsStopped(String mapping, int done, int all, String limit) {
    super(
        "The tests of " + mapping + " stopped after " + done + " of " + all + ": " + limit + ".",
        null,
        false,
        false);
  }
}
