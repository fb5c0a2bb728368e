package io.tributary.broker.app;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code response_types:} of the configuration: what any client may be set up or register for. Only
 * codes by default; tokens in addresses of browsers are for those who need them (RFC 9700 §2.1.2).
 */
final class ResponseTypeConfig {
  /** OpenID Connect Core §3; {@code token} and {@code none} are not of OpenID Connect. */
  private static final List<String> KNOWN =
      List.of(
          "code",
          "id_token",
          "id_token token",
          "code id_token",
          "code token",
          "code id_token token");

  private ResponseTypeConfig() {}

  static Set<Set<ResponseType>> read(ConfigReader root) {
    Set<Set<ResponseType>> types = new LinkedHashSet<>();
    for (String written : root.texts("response_types").or(List.of("code"))) {
      Optional<Set<ResponseType>> known = known(written);
      known.ifPresent(types::add);
      if (known.isEmpty()) {
        root.problem(
            "response_types",
            "'" + written + "' is none; write some of " + String.join(", ", KNOWN));
      }
    }
    if (types.isEmpty()) {
      root.problem("response_types", "name at least one, or remove this line");
    }
    return types;
  }

  private static Optional<Set<ResponseType>> known(String written) {
    try {
      Set<ResponseType> types = ResponseType.parse(written);
      return Optional.of(types).filter(set -> KNOWN.contains(ResponseType.wire(set)));
    } catch (OAuthException unknown) {
      return Optional.empty();
    }
  }
}
