package io.tributary.inventory.user;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * User names: letters, digits and {@code @ . + - _}, at most 150 characters (NetBox's rule), and
 * the key under which two names count as the same.
 */
public final class Username {
  public static final int MAX = 150;
  private static final Pattern NOT_ALLOWED = Pattern.compile("[^\\p{L}\\p{N}@.+_-]");
  private static final Pattern VALID = Pattern.compile("[\\p{L}\\p{N}@.+_-]{1," + MAX + "}");

  private Username() {}

  public static boolean isValid(String name) {
    return VALID.matcher(name).matches() && name.equals(normal(name));
  }

  /** A provider's spelling made into a valid name; {@code user} when nothing of it is left. */
  public static String clean(String wish) {
    String kept = NOT_ALLOWED.matcher(normal(wish)).replaceAll("");
    String cut = kept.length() > MAX ? kept.substring(0, MAX) : kept;
    String whole =
        !cut.isEmpty() && Character.isHighSurrogate(cut.charAt(cut.length() - 1))
            ? cut.substring(0, cut.length() - 1)
            : cut;
    return whole.isEmpty() ? "user" : whole;
  }

  /** The name with an ending that nobody else has, within the limit. */
  public static String withEnding(String name, String ending) {
    int room = MAX - ending.length() - 1;
    String base = name.length() > room ? clean(name.substring(0, room)) : name;
    return base + "-" + ending;
  }

  /** NFKC and the case mappings there and back, so that {@code ß} and {@code SS} meet as well. */
  public static String key(String name) {
    return normal(name).toLowerCase(Locale.ROOT).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  private static String normal(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFKC);
  }
}
