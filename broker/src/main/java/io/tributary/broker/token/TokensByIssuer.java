package io.tributary.broker.token;

import io.tributary.broker.web.Issuer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tokens of every issuer of this broker. */
public final class TokensByIssuer {
  private final Map<String, IssuerTokens> byName = new HashMap<>();

  public TokensByIssuer(List<IssuerTokens> all) {
    all.forEach(tokens -> byName.put(tokens.issuer().name(), tokens));
  }

  public IssuerTokens of(Issuer issuer) {
    return byName.get(issuer.name());
  }
}
