package io.tributary.broker.upstream;

import io.tributary.broker.identity.Claim;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.identity.Trace;
import io.tributary.platform.relyingparty.Authentication;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns what a vendor says into the one vocabulary. Everything vendors do differently ends here:
 * what follows sees an {@link Identity} only.
 */
final class Normaliser {
  /** They are kept with the session and go into tokens; the trace says what was left out. */
  private static final int MOST_GROUPS = 1000;

  private final UpstreamConfig config;

  Normaliser(UpstreamConfig config) {
    this.config = config;
  }

  Identity identity(Authentication authentication, Trace trace) {
    ClaimSet raw = ClaimSet.ofValues(authentication.claims());
    Claim groups = capped(groups(raw, authentication, trace), trace);
    return new Identity(
        config.name(),
        authentication.issuer(),
        authentication.subject(),
        text(authentication.claims(), "preferred_username"),
        text(authentication.claims(), "email"),
        isTrue(authentication.claims().get("email_verified")),
        text(authentication.claims(), "name"),
        names(groups, trace),
        raw.with(config.groupsClaim(), groups).with("groups", groups));
  }

  private Claim groups(ClaimSet raw, Authentication authentication, Trace trace) {
    Claim said = raw.get(config.groupsClaim());
    boolean asked = authentication.grantedScopes().contains(config.preset().groupsScope());
    if (!(said instanceof Claim.Absent)) {
      return said;
    }
    if (isElsewhere(authentication.claims())) {
      trace.add(step(), "groups", "held elsewhere by the provider, and not fetched from there");
      return new Claim.Unfetched();
    }
    if (config.preset().absentGroupsAreNone() && asked) {
      trace.add(step(), "groups", "absent although its scope was granted: there are none");
      return new Claim.Empty();
    }
    trace.add(
        step(),
        "groups",
        asked
            ? "absent: this kind of provider does not say whether there are none"
            : "absent: the scope " + config.preset().groupsScope() + " was not granted");
    return said;
  }

  /** OpenID Connect Core §5.6.2; with many groups Microsoft's Entra ID sends such a reference. */
  private boolean isElsewhere(Map<String, Object> claims) {
    return claims.get("_claim_names") instanceof Map<?, ?> references
        && references.containsKey(config.groupsClaim());
  }

  /** Before anybody reads them: mappings see no more than the identity has. */
  private Claim capped(Claim groups, Trace trace) {
    if (!(groups.value().orElse(null) instanceof Collection<?> all) || all.size() <= MOST_GROUPS) {
      return groups;
    }
    List<?> said = all.stream().distinct().toList();
    List<?> kept = said.stream().limit(MOST_GROUPS).toList();
    if (said.size() > kept.size()) {
      trace.add(
          step(),
          "groups",
          (said.size() - kept.size())
              + " more left out: a person has at most "
              + MOST_GROUPS
              + " groups here");
    }
    return new Claim.Present(kept);
  }

  private List<String> names(Claim groups, Trace trace) {
    List<String> names =
        groups.value().map(Claim::texts).orElse(List.of()).stream().distinct().toList();
    trace.add(step(), "groups", "read " + names.size() + " from " + config.groupsClaim());
    return names;
  }

  private String step() {
    return "normaliser:" + config.name();
  }

  private static Optional<String> text(Map<String, Object> claims, String name) {
    return claims.get(name) instanceof String value && !value.isBlank()
        ? Optional.of(value)
        : Optional.empty();
  }

  /** Some providers send the boolean as a text. */
  private static boolean isTrue(Object value) {
    return Boolean.TRUE.equals(value) || "true".equals(value);
  }
}
