package io.tributary.broker.client;

import io.tributary.platform.config.ConfigReader;
import io.tributary.platform.protocol.Loopback;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How the request objects of a client must be (RFC 9101, OpenID Connect Core §6).
 *
 * @param algorithm the only one accepted; empty: any that is safe
 * @param uris registered {@code request_uris}, compared without their fragment
 * @param required a request without an object is refused
 */
public record RequestObjectSettings(
    Optional<String> algorithm, Set<String> uris, boolean required) {
  public static final RequestObjectSettings STANDARD =
      new RequestObjectSettings(Optional.empty(), Set.of(), false);

  /** {@code algorithm} of a client whose objects need no signature. */
  public static final String UNSIGNED = "none";

  /** RFC 9101 §5.2: ASCII characters of an address. */
  public static final int LONGEST_URI = 512;

  static RequestObjectSettings read(ConfigReader section, ClientAuthentication authentication) {
    Optional<String> algorithm = section.text("request_object_algorithm").optional();
    algorithm.ifPresent(named -> require(section, named, authentication));
    Set<String> uris = new LinkedHashSet<>(section.texts("request_uris").or(List.of()));
    for (String uri : uris) {
      if (!isAddress(uri)) {
        section.problem(
            "request_uris",
            "'"
                + uri
                + "' is no address of a request object: write https://… in "
                + LONGEST_URI
                + " characters at most");
      }
    }
    return new RequestObjectSettings(
        algorithm, uris, section.flag("require_request_object").or(false));
  }

  private static void require(
      ConfigReader section, String named, ClientAuthentication authentication) {
    Optional<ClientAlgorithm> known = ClientAlgorithm.of(named);
    if (named.equals(UNSIGNED)) {
      return;
    }
    if (known.isEmpty()) {
      List<String> names = new ArrayList<>(ClientAlgorithm.names(true));
      names.addAll(ClientAlgorithm.names(false));
      section.problem(
          "request_object_algorithm",
          "'" + named + "' is not known; write one of " + String.join(", ", names) + ", none");
    } else if (known.get().isSymmetric()
        ? !authentication.hasSecretForMac()
        : authentication.keys().isEmpty()) {
      section.problem(
          "request_object_algorithm",
          known.get().isSymmetric()
              ? named + " needs a secret of " + ClientAlgorithm.LEAST_SECRET_BYTES + " bytes"
              : named + " needs jwks or jwks_uri");
    }
  }

  /** Whether a request object may be fetched from there: https, or http on this machine. */
  public static boolean isAddress(String text) {
    try {
      URI uri = new URI(text);
      boolean secure =
          "https".equals(uri.getScheme())
              || ("http".equals(uri.getScheme()) && Loopback.names(uri));
      return text.length() <= LONGEST_URI
          && secure
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException notAUri) {
      return false;
    }
  }
}
