package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.Trace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The last step: makes lists of groups and roles, and drops what the upstream may not grant.
 *
 * <p>From every claim, not only from those two: which one an application reads rights from is its
 * own affair ({@code ak_groups}, {@code realm_access.roles}, {@code role} …).
 */
final class RightsFilter {
  static final Pattern SEPARATOR = Pattern.compile("[,;|\\p{Cc}\\x{2028}\\x{2029}]");

  /** Trace step: the note is a privileged name that the upstream may grant. */
  static final String ALLOWED = "allowed";

  private final PrivilegedRoles privileged;

  RightsFilter(PrivilegedRoles privileged) {
    this.privileged = privileged;
  }

  /**
   * What became of the names.
   *
   * @param privileged whether a privileged one remains
   */
  record Outcome(List<DroppedRight> dropped, boolean privileged) {}

  /** Changes the claims in place. */
  Outcome apply(Map<String, Object> claims, String upstream, Trace trace) {
    PrivilegedRoles.RIGHTS.forEach(
        claim ->
            claims.put(claim, List.copyOf(new LinkedHashSet<>(Claim.texts(claims.get(claim))))));
    List<DroppedRight> dropped = new ArrayList<>();
    boolean privileges = false;
    for (String claim : List.copyOf(claims.keySet())) {
      if (!PrivilegedRoles.isWhatSomebodyIsCalled(claim)) {
        OfOneClaim one = new OfOneClaim(claim, name -> privileged.allows(upstream, name), dropped);
        one.kept(claims.get(claim))
            .ifPresentOrElse(kept -> claims.put(claim, kept), () -> claims.remove(claim));
        privileges |= !one.privileges.isEmpty();
        one.privileges.forEach(name -> trace.add(ALLOWED, claim, name));
      }
    }
    dropped.forEach(
        one ->
            trace.add(
                "may_grant", one.claim(), upstream + " may not grant " + one.name() + ": dropped"));
    return new Outcome(dropped, privileges);
  }

  /** A value without any privileged name, whoever may grant it; nothing when it is one itself. */
  Optional<Object> withoutPrivileged(String claim, Object value, Trace trace) {
    if (PrivilegedRoles.isWhatSomebodyIsCalled(claim)) {
      return Optional.of(value);
    }
    List<DroppedRight> dropped = new ArrayList<>();
    Predicate<String> harmless = name -> !privileged.isPrivileged(name);
    Optional<Object> kept = new OfOneClaim(claim, harmless, dropped).kept(value);
    dropped.forEach(
        one -> trace.add("keep", claim, one.name() + " is privileged and is never kept: dropped"));
    return kept;
  }

  /**
   * The name, and what becomes of it where lists are written as one text: Apache, proxies and
   * applications behind them cut at these signs what was one group's name.
   */
  static List<String> names(String name) {
    if (!isSeparated(name)) {
      return List.of(name);
    }
    return Stream.concat(Stream.of(name), SEPARATOR.splitAsStream(name).map(String::strip))
        .toList();
  }

  /** Whether {@link #SEPARATOR} is found, without asking it: every group of everybody comes by. */
  static boolean isSeparated(String name) {
    for (int at = 0; at < name.length(); at++) {
      char sign = name.charAt(at);
      if (sign < ' '
          || sign == ','
          || sign == ';'
          || sign == '|'
          || (sign >= '\u007f' && sign <= '\u009f')
          || sign == '\u2028'
          || sign == '\u2029') {
        return true;
      }
    }
    return false;
  }

  /** A value without the names that may not stand in it, however deep. */
  private final class OfOneClaim {
    private final String claim;
    private final Predicate<String> may;
    private final List<DroppedRight> dropped;
    private final Set<String> privileges = new LinkedHashSet<>();

    /**
     * @param may lets every name pass that is not privileged
     */
    OfOneClaim(String claim, Predicate<String> may, List<DroppedRight> dropped) {
      this.claim = claim;
      this.may = may;
      this.dropped = dropped;
    }

    /** Nothing when the value is itself such a name. */
    Optional<Object> kept(Object value) {
      if (value instanceof CharSequence text) {
        return allowed(text.toString()) ? Optional.of(value) : Optional.empty();
      }
      if (value instanceof Collection<?> list) {
        return Optional.of(elements(list));
      }
      return Optional.ofNullable(value instanceof Map<?, ?> object ? members(object) : value);
    }

    private List<Object> elements(Collection<?> list) {
      List<Object> kept = new ArrayList<>(list.size());
      for (Object element : list) {
        if (element instanceof CharSequence text) {
          if (allowed(text.toString())) {
            kept.add(element);
          }
        } else {
          kept(element).ifPresent(kept::add);
        }
      }
      return Collections.unmodifiableList(kept);
    }

    /** A right may be the name of a member too: {@code {"superusers": true}}. */
    private Map<Object, Object> members(Map<?, ?> object) {
      Map<Object, Object> kept = new LinkedHashMap<>();
      object.forEach(
          (name, value) -> {
            if (allowed(String.valueOf(name))) {
              if (value == null) {
                kept.put(name, null);
              } else {
                kept(value).ifPresent(inner -> kept.put(name, inner));
              }
            }
          });
      return kept;
    }

    private boolean allowed(String name) {
      if (!isSeparated(name) && !privileged.isPrivileged(name)) {
        return true;
      }
      List<String> names = names(name);
      if (names.stream().allMatch(may)) {
        names.stream().filter(privileged::isPrivileged).forEach(privileges::add);
        return true;
      }
      dropped.add(new DroppedRight(claim, name));
      return false;
    }
  }
}
