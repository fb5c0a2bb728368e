package io.tributary.broker.recording;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.keys.StableIds;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Puts pseudonyms in the place of values: the same value has the same pseudonym, whatever its case
 * (applications write addresses in small letters), and nobody without the key finds the value by
 * trying. Of lists and objects each text in them has its own, so that they keep their shape; other
 * values become texts.
 */
public final class Redaction {
  /** What every pseudonym begins with. */
  public static final String MARK = "redacted:";

  private static final int LENGTH = 16;

  /** In which an address is the same whatever its case. */
  private static final int LONGEST_ALIKE = 400;

  private final StableIds pseudonyms;

  public Redaction(StableIds pseudonyms) {
    this.pseudonyms = pseudonyms;
  }

  /**
   * These claims, and those that say the same and nothing else: a provider gives an address as
   * {@code email} and as {@code preferred_username}, or groups under two names.
   */
  public static Set<String> withCopies(Identity identity, Set<String> names) {
    Map<String, Object> said = new LinkedHashMap<>();
    identity.raw().all().forEach((name, claim) -> claim.value().ifPresent(v -> said.put(name, v)));
    identity.preferredUsername().ifPresent(value -> said.putIfAbsent("preferred_username", value));
    identity.email().ifPresent(value -> said.putIfAbsent("email", value));
    identity.name().ifPresent(value -> said.putIfAbsent("name", value));
    said.putIfAbsent("groups", identity.groups());
    Set<String> hidden = new HashSet<>();
    names.forEach(name -> texts(said.get(name)).forEach(hidden::add));
    Set<String> all = new LinkedHashSet<>(names);
    said.forEach(
        (name, value) -> {
          List<String> texts = texts(value).toList();
          if (!texts.isEmpty() && hidden.containsAll(texts)) {
            all.add(name);
          }
        });
    return all;
  }

  /** Flags say nothing of a person by being equal. */
  private static Stream<String> texts(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().flatMap(Redaction::texts);
    }
    if (value instanceof Map<?, ?> object) {
      return object.values().stream().flatMap(Redaction::texts);
    }
    return value == null || value instanceof Boolean
        ? Stream.empty()
        : Stream.of(alike(value.toString()));
  }

  private static String alike(String text) {
    return text.length() > LONGEST_ALIKE ? text : text.toLowerCase(Locale.ROOT);
  }

  /** The identity without the values of these claims and of those that say the same. */
  public Redacted redacted(Identity identity, Set<String> names) {
    Set<String> all = withCopies(identity, names);
    return new Redacted(of(identity, all), all);
  }

  /** The identity without the values of these claims; see {@link #withCopies}. */
  public Identity of(Identity identity, Set<String> names) {
    return new Identity(
        identity.upstream(),
        identity.issuer(),
        identity.sub(),
        one("preferred_username", identity.preferredUsername(), names),
        one("email", identity.email(), names),
        identity.emailVerified(),
        one("name", identity.name(), names),
        names.contains("groups")
            ? identity.groups().stream().map(this::pseudonym).toList()
            : identity.groups(),
        claims(identity.raw(), names));
  }

  private Optional<String> one(String claim, Optional<String> value, Set<String> names) {
    return names.contains(claim) ? value.map(this::pseudonym) : value;
  }

  private ClaimSet claims(ClaimSet raw, Set<String> names) {
    Map<String, Claim> kept = new LinkedHashMap<>();
    raw.all()
        .forEach(
            (name, claim) ->
                kept.put(
                    name,
                    names.contains(name)
                        ? claim.fold(
                            value -> new Claim.Present(hidden(value)),
                            () -> claim,
                            () -> claim,
                            () -> claim)
                        : claim));
    return new ClaimSet(kept);
  }

  /** A value that is no claim's own, such as what a mapping made of one. */
  public Object hidden(Object value) {
    if (value instanceof Collection<?> list) {
      return list.stream().map(this::hidden).toList();
    }
    if (value instanceof Map<?, ?> object) {
      Map<String, Object> members = new LinkedHashMap<>();
      object.forEach((name, member) -> members.put(String.valueOf(name), hidden(member)));
      return members;
    }
    return value == null ? List.of() : pseudonym(value.toString());
  }

  private String pseudonym(String value) {
    return MARK + pseudonyms.of(alike(value)).substring(0, LENGTH);
  }
}
