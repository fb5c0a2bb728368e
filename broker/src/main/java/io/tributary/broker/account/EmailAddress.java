package io.tributary.broker.account;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in a form about which no two programs disagree: one {@code @}, no quotes, no
 * blanks, no invisible characters, at most 254 characters (RFC 5321 §4.5.3.1).
 *
 * @param text as it was written
 * @param key for comparison: ASCII letters in lower case, the domain in its ASCII form
 * @param domain part of the key after the {@code @}
 */
record EmailAddress(String text, String key, String domain) {
  /** RFC 6531 atoms; no quoted local parts, which programs split at different places. */
  private static final Pattern LOCAL_PART =
      Pattern.compile("[\\p{L}\\p{N}\\p{M}.!#$%&'*+/=?^_`{|}~-]{1,64}");

  private static final Pattern ASCII_DOMAIN =
      Pattern.compile("(?=.{1,253}$)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63})*");

  /** Nothing when the text is not an address of that form. */
  static Optional<EmailAddress> parse(String text) {
    int at = text.lastIndexOf('@');
    if (text.length() > 254 || at < 1) {
      return Optional.empty();
    }
    String local = text.substring(0, at);
    if (!LOCAL_PART.matcher(local).matches()) {
      return Optional.empty();
    }
    return asciiDomain(text.substring(at + 1))
        .map(domain -> new EmailAddress(text, lower(local) + "@" + domain, domain));
  }

  /**
   * The ASCII form of a domain, or nothing when the domain is not written canonically. Full-width
   * letters or the Kelvin sign would become ASCII ones on the way, and so somebody else's domain.
   */
  static Optional<String> asciiDomain(String domain) {
    String written = lower(domain);
    try {
      String ascii = lower(IDN.toASCII(written));
      boolean canonical =
          written.equals(ascii) || written.equals(IDN.toUnicode(ascii).toLowerCase(Locale.ROOT));
      return canonical && ASCII_DOMAIN.matcher(ascii).matches()
          ? Optional.of(ascii)
          : Optional.empty();
    } catch (IllegalArgumentException notADomain) {
      return Optional.empty();
    }
  }

  /** Folds ASCII only: full folding makes ASCII of the Kelvin sign and the dotted capital I. */
  private static String lower(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.chars().forEach(c -> folded.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c)));
    return folded.toString();
  }
}
