package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The names that carry power, and which upstream may grant which ({@code privileged_roles}, {@code
 * may_grant}). Accounts that have their password here may hold any.
 *
 * <p>Applications compare names exactly, so {@code Superusers} grants nothing there by itself. It
 * is dropped all the same: one that folds case or trims before it compares would take it for the
 * real one, and so would the person who reads the list.
 */
public final class PrivilegedRoles {
  /**
   * The claims that are lists of what somebody may do; the console and the inventory read these.
   */
  public static final List<String> RIGHTS = List.of("groups", "roles");

  /** Somebody may well be named Staff (OpenID Connect Core §5.1). */
  private static final Set<String> OF_A_PERSON =
      Set.of(
          "name",
          "given_name",
          "family_name",
          "middle_name",
          "nickname",
          "email",
          "address",
          "locale");

  /** Without a glyph: general category C, and the letters and marks that have none (UAX #44). */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{C}\\x{34f}\\x{115f}\\x{1160}\\x{3164}\\x{ffa0}\\x{17b4}\\x{17b5}\\x{2800}"
              + "\\x{180b}-\\x{180f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]");

  private static final Pattern OUTER_BLANKS =
      Pattern.compile("^[\\s\\p{Z}]++|(?<![\\s\\p{Z}])[\\s\\p{Z}]++$");

  private final Set<String> names;
  private final Set<String> folded = new TreeSet<>();
  private final List<String> foldedToWalk;
  private final int longest;
  private final Map<String, Set<String>> mayGrant = new LinkedHashMap<>();

  /**
   * @param mayGrant by upstream; an upstream that is not there may grant none
   * @throws IllegalArgumentException when an upstream may grant a name that is not privileged, or
   *     has the name of the local accounts
   */
  public PrivilegedRoles(Set<String> names, Map<String, Set<String>> mayGrant) {
    this.names = Set.copyOf(names);
    names.forEach(name -> folded.add(fold(name)));
    foldedToWalk = List.copyOf(folded);
    longest = folded.stream().mapToInt(String::length).max().orElse(0);
    mayGrant.forEach(
        (upstream, granted) -> {
          if (upstream.equals(Identity.LOCAL)) {
            throw new IllegalArgumentException("an upstream may not be named " + Identity.LOCAL);
          }
          if (!this.names.containsAll(granted)) {
            throw new IllegalArgumentException(
                "may_grant of " + upstream + " names a role that is not privileged");
          }
          this.mayGrant.put(upstream, Set.copyOf(granted));
        });
  }

  /** Whether a name in that claim carries no power, whatever it is. */
  public static boolean isWhatSomebodyIsCalled(String claim) {
    return OF_A_PERSON.contains(claim);
  }

  public Set<String> names() {
    return names;
  }

  /** Whether somebody who came by this upstream may have this group or role. */
  public boolean allows(String upstream, String name) {
    if (upstream.equals(Identity.LOCAL) || !isPrivileged(name)) {
      return true;
    }
    // Exactly: the look-alike of a name that may be granted is not that name.
    return mayGrant.getOrDefault(upstream, Set.of()).contains(name);
  }

  /**
   * The privileged names that a text holds: it is one, looks like one, or has one among its parts
   * where applications cut what was one text ({@link RightsFilter}).
   */
  public Set<String> namesIn(String text) {
    if (!RightsFilter.isSeparated(text) && !isPrivileged(text)) {
      return Set.of();
    }
    if (names.contains(text)) {
      return Set.of(text);
    }
    Set<String> looks = new HashSet<>();
    for (String part : Set.copyOf(RightsFilter.names(text))) {
      if (isPrivileged(part)) {
        looks.add(fold(part));
      }
    }
    return names.stream()
        .filter(name -> looks.contains(fold(name)))
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** Whether the name is privileged, exactly or by its looks, whoever may grant it. */
  boolean isPrivileged(String name) {
    if (names.contains(name)) {
      return true;
    }
    if (!isPlain(name)) {
      String seen = OUTER_BLANKS.matcher(INVISIBLE.matcher(name).replaceAll("")).replaceAll("");
      return canFold(seen) && folded.contains(fold(seen));
    }
    // Every group of everybody comes by here: most are told apart by their length.
    String bare = name.strip();
    for (int at = 0; at < foldedToWalk.size(); at++) {
      String each = foldedToWalk.get(at);
      if (each.length() == bare.length() && each.equals(bare.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  /** Nearly every name: what folding does to it is known without asking Unicode. */
  private static boolean isPlain(String name) {
    for (int at = 0; at < name.length(); at++) {
      if (name.charAt(at) < ' ' || name.charAt(at) > '~') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether something so long can look like one of them. Asked before Unicode is, whose functions
   * take seconds for a hundred kilobytes that somebody chose well: at most four characters of two
   * chars become one (UAX #15).
   */
  private boolean canFold(String visible) {
    return visible.length() <= 8 * longest;
  }

  /** NFKC and case-folded, without blanks around it and without characters that nobody sees. */
  private static String fold(String name) {
    String visible =
        INVISIBLE.matcher(Normalizer.normalize(name, Normalizer.Form.NFKC)).replaceAll("");
    // Upper then lower meets what lower case alone leaves apart (ß and ss, the two sigmas).
    String folded = visible.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(folded, Normalizer.Form.NFKC).strip();
  }
}
