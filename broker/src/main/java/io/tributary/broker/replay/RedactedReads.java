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
 * Whether a mapping read something of a recorded login that is a pseudonym there: then nobody knows
 * what it would have done.
 */
final class RedactedReads {
  private static final String ANY = "*";
  private static final String CLAIMS = "claims.";
  private static final String USER = "request.user.";

  /** What authentik's expressions call the claims of our vocabulary. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "username", "preferred_username",
          "ak_groups", "groups",
          "all_groups", "groups",
          "uid", "sub",
          "pk", "sub");

  private RedactedReads() {}

  /** The names of those claims, sorted. */
  static Set<String> of(RecordedLogin login, Collection<MappingStep> steps) {
    Set<String> hidden = hidden(login);
    Set<String> found = new TreeSet<>();
    if (!hidden.isEmpty()) {
      steps.forEach(step -> step.reads().forEach(read -> add(read, hidden, found)));
    }
    return found;
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
