package io.tributary.broker.replay;

import io.tributary.broker.claims.MappingStep;
import io.tributary.broker.identity.Claim;
import io.tributary.broker.recording.RecordedLogin;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a mapping read something of a login that nobody knows: what is a pseudonym in a
 * recording, or the application of an account that is tried at none. Then nobody can say what it
 * would do.
 */
final class UnknownReads {
  private static final String ANY = "*";
  private static final String CLAIMS = "claims.";
  private static final String USER = "request.user.";
  private static final String CLIENT = "client";

  /** What authentik's expressions call it. */
  private static final String PROVIDER = "provider";

  /** What authentik's expressions call the claims of our vocabulary. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "username", "preferred_username",
          "ak_groups", "groups",
          "all_groups", "groups",
          "uid", "sub",
          "pk", "sub");

  private UnknownReads() {}

  /** The names of those claims, and {@code client}; sorted. */
  static Set<String> of(RecordedLogin login, Collection<MappingStep> steps) {
    boolean nowhere = login.client().id().isEmpty();
    if (login.redacted().isEmpty() && !nowhere) {
      return Set.of();
    }
    Set<String> hidden = hidden(login);
    Set<String> found = new TreeSet<>();
    for (MappingStep step : steps) {
      for (String read : step.reads()) {
        add(read, hidden, found);
        if (nowhere && (isOf(read, CLIENT) || isOf(read, PROVIDER))) {
          found.add(CLIENT);
        }
      }
    }
    return found;
  }

  private static boolean isOf(String read, String object) {
    return read.startsWith(object) && read.startsWith(".", object.length());
  }

  private static void add(String read, Set<String> hidden, Set<String> found) {
    boolean claim = read.startsWith(CLAIMS);
    if (!claim && !read.startsWith(USER)) {
      return;
    }
    String name = read.substring(claim ? CLAIMS.length() : USER.length());
    if (name.equals(ANY)) {
      found.addAll(hidden);
      return;
    }
    String ours = claim ? name : OTHER_NAMES.getOrDefault(name, name);
    if (hidden.contains(ours)) {
      found.add(ours);
    }
  }

  /** That a claim is absent, empty or was not fetched is recorded as it was. */
  private static Set<String> hidden(RecordedLogin login) {
    Map<String, Boolean> said = new HashMap<>();
    for (String name : login.redacted()) {
      Claim raw = login.identity().raw().get(name);
      said.put(name, raw.fold(value -> true, () -> false, () -> false, () -> false));
    }
    login.identity().email().ifPresent(value -> said.replace("email", true));
    login.identity().name().ifPresent(value -> said.replace("name", true));
    login
        .identity()
        .preferredUsername()
        .ifPresent(value -> said.replace("preferred_username", true));
    if (!login.identity().groups().isEmpty()) {
      said.replace("groups", true);
    }
    said.values().removeIf(there -> !there);
    return said.keySet();
  }
}
