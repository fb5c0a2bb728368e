package io.tributary.platform.relyingparty;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An error that a provider answered with, for the log. Both texts came through the browser of
 * whoever logs in or from the provider, and are cut and cleaned here: printable ASCII without
 * quotation mark and backslash, which is all that RFC 6749 §4.1.2.1 allows.
 *
 * @param error at most 64 characters
 * @param description at most 300 characters
 */
public record ProviderRefusal(String error, Optional<String> description) {
  private static final int LONGEST_ERROR = 64;
  private static final int LONGEST_DESCRIPTION = 300;
  private static final Pattern FOREIGN = Pattern.compile("[^\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]");

  /** As the broker writes it; another provider's description hardly ends like this. */
  private static final Pattern REFERENCE = Pattern.compile("; reference ([A-Za-z0-9_-]{16,64})$");

  public ProviderRefusal {
    error = clean(error, LONGEST_ERROR);
    description = description.map(text -> clean(text, LONGEST_DESCRIPTION));
  }

  /** By this the provider's administrators find what happened there, where it gave one. */
  public Optional<String> reference() {
    return description.map(REFERENCE::matcher).filter(Matcher::find).map(found -> found.group(1));
  }

  private static String clean(String text, int longest) {
    String cut = text.length() > longest ? text.substring(0, longest) : text;
    return FOREIGN.matcher(cut).replaceAll("?");
  }
}
