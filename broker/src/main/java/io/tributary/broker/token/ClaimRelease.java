package io.tributary.broker.token;

import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.identity.Claim;
import io.tributary.platform.protocol.ProtocolClaims;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Which of a grant's claims a client gets: a pure function of claims, scopes and the client's
 * settings, and the only one, so that id_token, userinfo and introspection never disagree.
 */
public final class ClaimRelease {
  private static final String EMAIL = "email";
  private static final String EMAIL_VERIFIED = "email_verified";

  /** Lists that are there, if empty, whenever they were asked for. */
  private static final Set<String> LISTS = Set.of("groups", "roles");

  /** OpenID Connect Core §5.4; groups and roles are ours. */
  private static final Map<String, Set<String>> STANDARD =
      Map.of(
          Scopes.PROFILE,
          Set.of(
              "name",
              "family_name",
              "given_name",
              "middle_name",
              "nickname",
              "preferred_username",
              "profile",
              "picture",
              "website",
              "gender",
              "birthdate",
              "zoneinfo",
              "locale",
              "updated_at"),
          Scopes.EMAIL,
          Set.of(EMAIL, EMAIL_VERIFIED),
          Scopes.ADDRESS,
          Set.of("address"),
          Scopes.PHONE,
          Set.of("phone_number", "phone_number_verified"),
          Scopes.GROUPS,
          Set.of("groups"),
          Scopes.ROLES,
          Set.of("roles"));

  private final Supplier<Map<String, Set<String>>> declared;
  private volatile Known known;

  /** What was worked out of one map of declared claims. */
  private record Known(Map<String, Set<String>> declared, Map<String, Set<String>> byScope) {}

  public ClaimRelease(Map<String, Set<String>> declared) {
    this(() -> declared);
  }

  /**
   * @param declared scope to claims, as the scope mappings declare them now; added to the standard
   *     ones. The same map as long as nothing changes
   */
  public ClaimRelease(Supplier<Map<String, Set<String>>> declared) {
    this.declared = declared;
    this.known = merge(declared.get());
  }

  private Map<String, Set<String>> byScope() {
    Map<String, Set<String>> now = declared.get();
    Known last = known;
    if (last.declared() != now) {
      last = merge(now);
      known = last;
    }
    return last.byScope();
  }

  private static Known merge(Map<String, Set<String>> declared) {
    Map<String, Set<String>> merged = new HashMap<>();
    STANDARD.forEach((scope, claims) -> merged.put(scope, new HashSet<>(claims)));
    declared.forEach(
        (scope, claims) -> merged.computeIfAbsent(scope, s -> new HashSet<>()).addAll(claims));
    // What only the broker may say: a mapping that declares one of these changes nothing.
    merged.values().forEach(claims -> claims.removeIf(ProtocolClaims::contains));
    return new Known(declared, Map.copyOf(merged));
  }

  /** Whether a scope is about a person, so that a client that acts for itself cannot have it. */
  public boolean concernsPerson(String scope) {
    return scope.equals(Scopes.OPENID)
        || scope.equals(Scopes.OFFLINE_ACCESS)
        || byScope().containsKey(scope);
  }

  /**
   * The claims for one client, without {@code sub}.
   *
   * @param claims of the grant
   * @param scopes of the token
   * @param named claims that the request asked for by name
   */
  public JsonObject released(
      JsonObject claims, Scopes scopes, Set<String> named, ReleaseSettings settings) {
    Set<String> asked = asked(scopes, settings);
    asked.addAll(named);
    return pick(claims, asked, settings);
  }

  /**
   * Those of the names that one of these scopes gives: what a client asks for by name is never more
   * than its scopes, or what it gets unasked, could give it.
   */
  public Set<String> within(
      Set<String> names, Collection<String> scopes, ReleaseSettings settings) {
    Set<String> given = asked(Scopes.of(scopes), settings);
    given.removeIf(ProtocolClaims::contains);
    return names.stream().filter(given::contains).collect(Collectors.toUnmodifiableSet());
  }

  /** Those of the scopes that give one of the names. */
  public Set<String> giving(Set<String> names, Collection<String> scopes) {
    return scopes.stream()
        .filter(scope -> byScope().getOrDefault(scope, Set.of()).stream().anyMatch(names::contains))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Only claims that were asked for by name, without {@code sub}. */
  public JsonObject named(JsonObject claims, Set<String> names, ReleaseSettings settings) {
    return pick(claims, new LinkedHashSet<>(names), settings);
  }

  private static JsonObject pick(JsonObject claims, Set<String> asked, ReleaseSettings settings) {
    asked.removeIf(ProtocolClaims::contains);
    JsonObject released = new JsonObject();
    for (String name : asked) {
      if (LISTS.contains(name)) {
        released.put(name, list(claims.getValue(name)));
      } else if (claims.getValue(name) != null) {
        released.put(name, claims.getValue(name));
      }
    }
    judgeEmail(released, claims, settings);
    if (settings.omitEmpty()) {
      List<String> empty =
          released.fieldNames().stream()
              .filter(name -> released.getValue(name) instanceof JsonArray a && a.isEmpty())
              .toList();
      empty.forEach(released::remove);
    }
    return released;
  }

  /** A setting may name a scope, whose claims are meant then, or a claim. */
  private Set<String> asked(Scopes scopes, ReleaseSettings settings) {
    Set<String> asked = new LinkedHashSet<>();
    for (String scope : scopes.values()) {
      asked.addAll(byScope().getOrDefault(scope, Set.of()));
    }
    for (String always : settings.always()) {
      asked.addAll(byScope().getOrDefault(always, Set.of(always)));
    }
    return asked;
  }

  /**
   * An address is never issued without the truth beside it; only a Boolean true is verified, not a
   * text, and without an address there is nothing to verify.
   */
  private static void judgeEmail(JsonObject released, JsonObject claims, ReleaseSettings settings) {
    boolean asked = released.getValue(EMAIL) instanceof String address && !address.isBlank();
    boolean verified = Boolean.TRUE.equals(claims.getValue(EMAIL_VERIFIED));
    released.remove(EMAIL_VERIFIED);
    if (!asked || (settings.omitUnverifiedEmail() && !verified)) {
      released.remove(EMAIL);
      return;
    }
    released.put(EMAIL_VERIFIED, verified);
  }

  private static JsonArray list(Object value) {
    return new JsonArray(
        Claim.texts(value instanceof JsonArray array ? array.getList() : value).stream()
            .distinct()
            .map(Object.class::cast)
            .toList());
  }
}
