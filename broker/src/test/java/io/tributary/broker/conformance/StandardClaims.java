package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The shapes of the standard claims (OpenID Connect Core 1.0 §5.1), and what scopes ask for. */
final class StandardClaims {
  private static final Set<String> BOOLEAN = Set.of("email_verified", "phone_number_verified");

  /** Claims by scope (§5.4). */
  static final Map<String, List<String>> OF_SCOPE =
      Map.of(
          "profile",
          List.of(
              "name",
              "given_name",
              "family_name",
              "middle_name",
              "nickname",
              "profile",
              "picture",
              "website",
              "gender",
              "birthdate",
              "zoneinfo",
              "locale",
              "updated_at",
              "preferred_username"),
          "email",
          List.of("email", "email_verified"),
          "address",
          List.of("address"),
          "phone",
          List.of("phone_number", "phone_number_verified"));

  private StandardClaims() {}

  /** What these scopes ask for. */
  static Set<String> of(String scopes) {
    return Arrays.stream(scopes.split(" "))
        .flatMap(scope -> OF_SCOPE.getOrDefault(scope, List.of()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  static void assertShapes(JsonObject claims) {
    OF_SCOPE.values().stream()
        .flatMap(List::stream)
        .filter(claims::containsKey)
        .forEach(name -> assertTrue(isWellFormed(name, claims.getValue(name)), name));
  }

  private static boolean isWellFormed(String name, Object value) {
    if (BOOLEAN.contains(name)) {
      return value instanceof Boolean;
    }
    return switch (name) {
      case "updated_at" ->
          value instanceof Number seconds && seconds.longValue() < 100_000_000_000L;
      case "address" -> value instanceof JsonObject;
      case "birthdate" -> value.toString().matches("\\d{4}(-\\d{2}-\\d{2})?");
      default -> value instanceof String text && !text.isEmpty();
    };
  }
}
