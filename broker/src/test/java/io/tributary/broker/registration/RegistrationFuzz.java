package io.tributary.broker.registration;

import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.client.StrictObject;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.broker.kit.Fuzzed;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * Fuzz target: the body of a registration, until it is a client. What is registered has to be read
 * again in the same way each time that the client is used.
 */
public final class RegistrationFuzz {
  private static final RegistrationRules RULES =
      new RegistrationRules(
          false,
          Set.of("openid", "profile", "email", "offline_access"),
          Set.of("authorization_code", "refresh_token", "client_credentials"),
          Set.of(ResponseType.CODE_FLOW),
          Set.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256),
          RegistrationRules.names("Tributary", List.of("NetBox")));

  private RegistrationFuzz() {}

  /** Loads classes and makes keys: the time of the first input is its own. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput(new byte[0]);
  }

  public static void fuzzerTestOneInput(byte[] data) {
    JsonObject body;
    try {
      body = StrictObject.read(data);
    } catch (IllegalArgumentException notOneObject) {
      // The endpoint turns it into invalid_client_metadata.
      return;
    }
    Fuzzed.mayRefuse(() -> register(body));
  }

  private static void register(JsonObject body) {
    ClientMetadata first = ClientMetadata.read(body, RULES);
    ClientMetadata stored;
    try {
      stored = ClientMetadata.read(first.registered(), RULES.forStored());
    } catch (RuntimeException unreadable) {
      throw new AssertionError("registered, and unreadable afterwards", unreadable);
    }
    if (!stored.registered().equals(first.registered())) {
      throw new AssertionError("another client afterwards: " + stored.registered().encode());
    }
    stored.client("c", "root", List.of(ClientSecret.of(new Secret("secret"))));
  }
}
