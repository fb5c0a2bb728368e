package io.tributary.broker.app;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAlgorithm;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.client.TokenSettings.Encryption;
import io.tributary.broker.endpoint.Capabilities;
import io.tributary.broker.identity.StandardClaims;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.registration.RegistrationConfig;
import io.tributary.broker.token.OfflineAccess;
import io.tributary.platform.protocol.GrantTypes;
import io.tributary.platform.protocol.ResponseType;
import io.tributary.platform.protocol.Scopes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Works out what a configuration turns on, for discovery. */
final class CapabilityList {

  private CapabilityList() {}

  static Capabilities of(BrokerConfig config, List<Mapping> mappings) {
    Set<String> scopes =
        new TreeSet<>(List.of("openid", "profile", "email", "address", "phone", "groups", "roles"));
    Set<String> claims =
        new TreeSet<>(
            List.of(
                "sub",
                "iss",
                "auth_time",
                "acr",
                "amr",
                "name",
                "preferred_username",
                "email",
                "email_verified",
                "groups",
                "roles",
                StandardClaims.ADDRESS,
                StandardClaims.PHONE_VERIFIED,
                StandardClaims.UPDATED_AT));
    claims.addAll(StandardClaims.TEXTS);
    Set<String> grants = new LinkedHashSet<>(List.of(GrantTypes.AUTHORIZATION_CODE));
    for (Client client : config.clients()) {
      grants.addAll(client.requests().grantTypes());
      if (OfflineAccess.isRegistered(client)) {
        scopes.add(Scopes.OFFLINE_ACCESS);
      }
    }
    for (Mapping mapping : mappings) {
      scopes.addAll(mapping.scopes());
      claims.addAll(mapping.declares().keySet());
    }
    RegistrationConfig registration = config.registration();
    if (registration.isOn()) {
      scopes.addAll(registration.scopes());
      grants.addAll(registration.grantTypes());
    }
    return new Capabilities(
        config.responseTypes().stream().map(ResponseType::wire).toList(),
        offered(grants, config.responseTypes()),
        scopes,
        claims,
        algorithms(config),
        methods(config),
        assertionAlgorithms(),
        Encryption.ALGORITHMS,
        Encryption.METHODS,
        registration.isOn(),
        config.watchable(),
        config.applicationReports().enabled(),
        registration.isOn() || config.clients().stream().anyMatch(CapabilityList::isPairwise),
        requests(config));
  }

  /** Grant types that no response type leads to are not promised (RFC 7591 §2.1). */
  private static List<String> offered(Set<String> grants, Set<Set<ResponseType>> types) {
    Set<String> offered = new LinkedHashSet<>(grants);
    if (types.stream().noneMatch(type -> type.contains(ResponseType.CODE))) {
      offered.removeAll(List.of(GrantTypes.AUTHORIZATION_CODE, GrantTypes.REFRESH_TOKEN));
    }
    offered.remove(GrantTypes.IMPLICIT);
    if (types.stream().anyMatch(type -> !type.equals(ResponseType.CODE_FLOW))) {
      offered.add(GrantTypes.IMPLICIT);
    }
    return List.copyOf(offered);
  }

  private static Capabilities.Requests requests(BrokerConfig config) {
    List<String> algorithms = new ArrayList<>(assertionAlgorithms());
    boolean unsigned =
        config.clients().stream()
            .anyMatch(
                client ->
                    client
                        .requests()
                        .requestObjects()
                        .algorithm()
                        .filter(RequestObjectSettings.UNSIGNED::equals)
                        .isPresent());
    if (unsigned) {
      algorithms.add(RequestObjectSettings.UNSIGNED);
    }
    return new Capabilities.Requests(
        config.accounts().localLogin() ? config.passwordAcrValues() : List.of(), algorithms);
  }

  /**
   * Every way is always on for a client that has one; {@code none} where there is such a client.
   */
  private static List<String> methods(BrokerConfig config) {
    boolean open =
        config.registration().isOn() || config.clients().stream().anyMatch(Client::isPublic);
    return Stream.of(AuthenticationMethod.values())
        .filter(method -> open || method != AuthenticationMethod.NONE)
        .map(AuthenticationMethod::wire)
        .toList();
  }

  private static List<String> assertionAlgorithms() {
    return Stream.of(true, false).flatMap(byKey -> ClientAlgorithm.names(byKey).stream()).toList();
  }

  private static List<String> algorithms(BrokerConfig config) {
    return config.signing().algorithms().stream().map(SigningAlgorithm::wire).toList();
  }

  private static boolean isPairwise(Client client) {
    return client.tokens().sector().isPresent();
  }

  /** Which claims a scope releases because a mapping declares them for it. */
  static Map<String, Set<String>> claimsByScope(List<Mapping> mappings) {
    Map<String, Set<String>> byScope = new HashMap<>();
    for (Mapping mapping : mappings) {
      for (String scope : mapping.scopes()) {
        // groups and roles release one claim each, whichever mapping makes them together.
        if (!scope.equals("groups") && !scope.equals("roles")) {
          byScope
              .computeIfAbsent(scope, none -> new HashSet<>())
              .addAll(mapping.declares().keySet());
        }
      }
    }
    return byScope;
  }
}
