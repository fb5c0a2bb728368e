package io.tributary.platform.protocol;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An {@code error_description}, at whose end a broker of ours names the request that failed: {@code
 * TEXT; reference ID}. Holds no character but those of RFC 6749 §4.1.2.1; others become {@code ?}.
 *
 * @param text without the reference
 * @param reference id of a request: {@code [A-Za-z0-9_-]}, 16 to 64 characters
 */
public record ErrorDescription(String text, Optional<String> reference) {
  private static final String MARK = "; reference ";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern FOREIGN = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

  /**
   * @throws IllegalArgumentException for a reference that is no such id
   */
  public ErrorDescription {
    text = allowed(text);
    if (reference.filter(id -> !ID.matcher(id).matches()).isPresent()) {
      throw new IllegalArgumentException("A reference is the id of a request");
    }
  }

  /** What we write ourselves, with the id of the request that failed. */
  public static ErrorDescription of(String text, String reference) {
    return new ErrorDescription(text, Optional.of(reference));
  }

  /**
   * What another provider wrote, of whatever length. Only the very end is a reference, and of two
   * the last: it is what the broker added to what it was told.
   */
  public static ErrorDescription read(String received) {
    int mark = received.lastIndexOf(MARK);
    String end = mark < 0 ? "" : received.substring(mark + MARK.length());
    return ID.matcher(end).matches()
        ? of(received.substring(0, mark), end)
        : new ErrorDescription(received, Optional.empty());
  }

  /** The text is cut; the reference stays whole. */
  public ErrorDescription shortened(int longest) {
    return text.length() > longest
        ? new ErrorDescription(text.substring(0, longest), reference)
        : this;
  }

  /** As it stands in a response. */
  public String wire() {
    return reference.map(id -> text + MARK + id).orElse(text);
  }

  /** RFC 6749 §4.1.2.1: what {@code error} and {@code error_description} may hold. */
  public static String allowed(String text) {
    return FOREIGN.matcher(text).replaceAll("?");
  }
}
