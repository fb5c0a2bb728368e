package io.tributary.broker.registration;

import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.protocol.ResponseType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What this broker lets a client register; more is refused, or left out where RFC 7591 §2 allows
 * it.
 *
 * @param loopback we are on this machine only: its other programs may be named with plain http
 * @param scopes that may be asked for
 * @param grantTypes that are on
 * @param responseTypes that are on
 * @param algorithms that our tokens can be signed with
 * @param takenNames of what is configured; see {@link DisplayName#key}
 * @param stored what is read was judged when it was registered: keys are not parsed again
 */
public record RegistrationRules(
    boolean loopback,
    Set<String> scopes,
    Set<String> grantTypes,
    Set<Set<ResponseType>> responseTypes,
    Set<SigningAlgorithm> algorithms,
    Set<String> takenNames,
    boolean stored) {

  /** For clients that register now. */
  public RegistrationRules(
      boolean loopback,
      Set<String> scopes,
      Set<String> grantTypes,
      Set<Set<ResponseType>> responseTypes,
      Set<SigningAlgorithm> algorithms,
      Set<String> takenNames) {
    this(loopback, scopes, grantTypes, responseTypes, algorithms, takenNames, false);
  }

  /** The keys of names that nobody else may use. */
  public static Set<String> names(String product, List<String> clients) {
    return Stream.concat(Stream.of(product), clients.stream())
        .map(DisplayName::key)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** For clients that registered: a name that was free then stays theirs. */
  RegistrationRules forStored() {
    return new RegistrationRules(
        loopback, scopes, grantTypes, responseTypes, algorithms, Set.of(), true);
  }
}
