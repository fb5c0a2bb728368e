package io.tributary.broker.claims;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptNotes;
import io.tributary.platform.protocol.Scopes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the mappings of one run see: {@code claims}, {@code request.user}, {@code request.upstream},
 * {@code request.states}, {@code client.id}, {@code scopes}.
 *
 * <p>{@code claims} is everything the provider said: an absent claim is not defined, an empty one
 * is {@code null} ({@code []} for {@code groups} and {@code roles}), and reading one that could not
 * be fetched fails the mapping. {@code request.states} tells them apart without reading: {@code
 * present}, {@code empty}, {@code unfetched}; an absent claim is not in it.
 */
final class MappingInput {
  /** Empty claims that a script may walk through without asking. */
  private static final Set<String> LISTS = Set.of("groups", "roles");

  /** What {@code request.user} may have in JavaScript; what nobody said is left out. */
  static final List<String> USER =
      List.of("sub", "preferred_username", "email", "email_verified", "name", "groups");

  private static final String PRESENT = "present";
  private static final String EMPTY = "empty";
  private static final String UNFETCHED = "unfetched";

  /** Of which scripts are told nothing. */
  private static final String ABSENT = "absent";

  private final Identity identity;
  private final ClientView client;
  private final Scopes scopes;

  /** By language, for mappings that nothing is hidden from. */
  private final Map<String, ScriptInput> usual = new ConcurrentHashMap<>();

  MappingInput(Identity identity, ClientView client, Scopes scopes) {
    this.identity = identity;
    this.client = client;
    this.scopes = scopes;
  }

  /** For scripts that run only so that their classes are loaded. */
  static MappingInput nobody() {
    return new MappingInput(
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

  /** Everything the provider said. */
  ClaimSet raw() {
    return identity.raw();
  }

  /**
   * What one mapping sees.
   *
   * @param language ending of its script
   * @param readable claims that could not be fetched and are shown as empty, because the mapping's
   *     settings say what becomes of them
   */
  ScriptInput of(String language, Set<String> readable, ScriptNotes notes) {
    return of(language, readable).with(ScriptNotes.PARAMETER, notes);
  }

  /** As {@link #of(String, Set, ScriptNotes)}, for scripts that note nothing. */
  ScriptInput of(String language, Set<String> readable) {
    return readable.isEmpty()
        ? usual.computeIfAbsent(language, each -> make(each, readable))
        : make(language, readable);
  }

  private ScriptInput make(String language, Set<String> readable) {
    return language.equals("py")
        ? PythonInput.of(identity, client.id(), scopes.values(), claims(readable), states())
        : javascript(readable);
  }

  private ScriptInput javascript(Set<String> readable) {
    return new ScriptInput(
        Map.of(
            "claims",
            watched("claims", claims(readable)),
            "request",
            watched(
                "request",
                Map.of(
                    "user",
                    watched("request.user", user()),
                    "upstream",
                    identity.upstream(),
                    "states",
                    watched("request.states", states()))),
            "client",
            watched("client", Map.of("id", client.id())),
            "scopes",
            scopes.values()));
  }

  private static ScriptInput.Watched watched(String path, Map<String, Object> members) {
    return new ScriptInput.Watched(path, members);
  }

  private Map<String, Object> claims(Set<String> readable) {
    Map<String, Object> claims = new LinkedHashMap<>();
    for (Map.Entry<String, Claim> entry : raw().all().entrySet()) {
      String name = entry.getKey();
      switch (state(entry.getValue())) {
        case PRESENT -> claims.put(name, entry.getValue().value().orElseThrow());
        case EMPTY -> claims.put(name, empty(name));
        case UNFETCHED ->
            claims.put(
                name,
                readable.contains(name)
                    ? empty(name)
                    : new ScriptInput.Unfetched("claims." + name));
        default -> {
          // Absent: not defined.
        }
      }
    }
    return claims;
  }

  private static Object empty(String name) {
    return LISTS.contains(name) ? List.of() : null;
  }

  private Map<String, Object> states() {
    Map<String, Object> states = new LinkedHashMap<>();
    for (Map.Entry<String, Claim> entry : raw().all().entrySet()) {
      String state = state(entry.getValue());
      if (!state.equals(ABSENT)) {
        states.put(entry.getKey(), state);
      }
    }
    return states;
  }

  /** As scripts are told. */
  private static String state(Claim claim) {
    return claim.fold(content -> PRESENT, () -> EMPTY, () -> ABSENT, () -> UNFETCHED);
  }

  /** {@code request.user}: the person in our vocabulary, whichever provider spoke. */
  private Map<String, Object> user() {
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
