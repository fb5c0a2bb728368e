package io.tributary.broker.web;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The issuers that one address may belong to: one, or several where a layout shares an address
 * (then the client's home issuer decides).
 */
public record IssuerChoice(List<Issuer> candidates) {

  IssuerChoice together(IssuerChoice other) {
    List<Issuer> all = new ArrayList<>(candidates);
    all.addAll(other.candidates);
    return new IssuerChoice(List.copyOf(all));
  }

  /**
   * The issuer of a request by a client.
   *
   * @param allowed names of the client's issuers, its home issuer first
   * @throws OAuthException {@code unauthorized_client} when the client is not reachable here
   */
  public Issuer forClient(List<String> allowed) {
    return find(allowed)
        .orElseThrow(
            () ->
                OAuthException.of(
                    ErrorCode.UNAUTHORIZED_CLIENT,
                    "This application is not registered at this issuer"));
  }

  /** As {@link #forClient}; nothing when the client is not reachable here. */
  public Optional<Issuer> find(List<String> allowed) {
    for (String name : allowed) {
      for (Issuer candidate : candidates) {
        if (candidate.name().equals(name)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  /** The candidate with this identifier; the only one when there is one. */
  public Issuer byIdentifier(String identifier) {
    if (candidates.size() == 1) {
      return candidates.get(0);
    }
    return candidates.stream()
        .filter(candidate -> candidate.identifier().equals(identifier))
        .findFirst()
        .orElseThrow(
            () -> OAuthException.of(ErrorCode.INVALID_TOKEN, "The token is of another issuer"));
  }
}
