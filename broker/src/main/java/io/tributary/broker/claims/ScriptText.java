package io.tributary.broker.claims;

import io.tributary.platform.protocol.Digests;
import java.nio.charset.StandardCharsets;

/**
 * The text of a script.
 *
 * @param name for messages
 * @param body a function body that returns an object
 */
public record ScriptText(String name, String body) {
  /** Twelve characters of the SHA-256 of parts that make a version. */
  static String version(String... parts) {
    String all = String.join("\u0000", parts);
    return Digests.base64Url(Digests.sha256(all.getBytes(StandardCharsets.UTF_8))).substring(0, 12);
  }
}
