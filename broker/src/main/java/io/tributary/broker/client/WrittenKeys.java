package io.tributary.broker.client;

import com.nimbusds.jose.jwk.JWK;
import io.tributary.platform.protocol.Digests;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Key sets that stand in registrations, parsed once for each content: registered clients are read
 * anew for every request, and a set of many keys takes a millisecond. Safe for every thread.
 */
final class WrittenKeys {
  /** Sets of {@link KeySetDocument#MOST_REGISTERED_CHARACTERS} make 5 MiB together. */
  static final int MOST_SETS = 128;

  private final Map<String, List<JWK>> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, List<JWK>> eldest) {
          return size() > MOST_SETS;
        }
      };

  /** The usable keys; none for what is no key set. */
  List<JWK> of(String json) {
    if (json.length() > KeySetDocument.MOST_REGISTERED_CHARACTERS) {
      // Only an operator writes that much.
      return read(json);
    }
    String digest = Digests.base64Url(Digests.sha256(json));
    synchronized (this) {
      List<JWK> known = parsed.get(digest);
      if (known != null) {
        return known;
      }
    }
    List<JWK> keys = read(json);
    synchronized (this) {
      parsed.put(digest, keys);
    }
    return keys;
  }

  static List<JWK> read(String json) {
    try {
      return KeySetDocument.read(json);
    } catch (IllegalArgumentException refusedWhenRegistered) {
      return List.of();
    }
  }
}
