package io.tributary.broker.identity;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The claims a provider gave at one login, each with its state; a name it does not have is absent.
 */
public final class ClaimSet {
  private static final Claim ABSENT = new Claim.Absent();

  private final Map<String, Claim> claims;

  public ClaimSet(Map<String, Claim> claims) {
    this.claims = Collections.unmodifiableMap(new LinkedHashMap<>(claims));
  }

  /** Claims as they stood in JSON. */
  public static ClaimSet ofValues(Map<String, Object> values) {
    Map<String, Claim> claims = new LinkedHashMap<>();
    values.forEach((name, value) -> claims.put(name, Claim.of(value)));
    return new ClaimSet(claims);
  }

  public Claim get(String name) {
    return claims.getOrDefault(name, ABSENT);
  }

  public ClaimSet with(String name, Claim claim) {
    Map<String, Claim> changed = new LinkedHashMap<>(claims);
    changed.put(name, claim);
    return new ClaimSet(changed);
  }

  public Map<String, Claim> all() {
    return claims;
  }
}
