package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptInput;
import io.tributary.platform.protocol.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a mapping's script sees: {@code claims}, {@code request.user}, {@code request.upstream},
 * {@code client.id}, {@code scopes}.
 *
 * <p>{@code claims} is everything the provider said: an absent claim is not defined, an empty one
 * is {@code null} ({@code []} for {@code groups} and {@code roles}), and reading one that could not
 * be fetched fails the mapping.
 */
final class MappingInput {
  /** Empty claims that a script may walk through without asking. */
  private static final Set<String> LISTS = Set.of("groups", "roles");

  private MappingInput() {}

  static ScriptInput of(Identity identity, ClientView client, Scopes scopes) {
    return new ScriptInput(
        Map.of(
            "claims",
            claims(identity.raw()),
            "request",
            Map.of("user", user(identity), "upstream", identity.upstream()),
            "client",
            Map.of("id", client.id()),
            "scopes",
            scopes.values()));
  }

  /** For scripts that run only so that their classes are loaded. */
  static ScriptInput nobody() {
    return of(
        new Identity(
            "nobody",
            "",
            "",
            Optional.empty(),
            Optional.empty(),
            false,
            Optional.empty(),
            List.of("none"),
            ClaimSet.ofValues(Map.of())),
        new ClientView("", List.of()),
        Scopes.of(List.of()));
  }

  private static Map<String, Object> claims(ClaimSet raw) {
    Map<String, Object> claims = new LinkedHashMap<>();
    raw.all()
        .forEach(
            (name, claim) ->
                claim.<Object>fold(
                    content -> claims.put(name, content),
                    () -> claims.put(name, LISTS.contains(name) ? List.of() : null),
                    () -> null,
                    () -> claims.put(name, new ScriptInput.Unfetched("claims." + name))));
    return claims;
  }

  /** {@code request.user}: the person in our vocabulary, whichever provider spoke. */
  private static Map<String, Object> user(Identity identity) {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("sub", identity.sub());
    identity.preferredUsername().ifPresent(value -> user.put("preferred_username", value));
    identity.email().ifPresent(value -> user.put("email", value));
    user.put("email_verified", identity.emailVerified());
    identity.name().ifPresent(value -> user.put("name", value));
    user.put("groups", identity.groups());
    return user;
  }
}
