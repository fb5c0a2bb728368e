package io.tributary.platform.http;

import io.tributary.platform.config.ConfigReader;
import java.nio.file.Path;

/**
 * Where the certificate and the key of a listener lie. They are read again when they change.
 *
 * @param certificate PEM: the server's own first, then those that vouch for it
 * @param key PEM, unencrypted: PKCS#8, PKCS#1 (RSA) or SEC1 (EC)
 */
public record TlsConfig(Path certificate, Path key) {

  /** Keys {@code certificate} and {@code key}. */
  static TlsConfig read(ConfigReader section) {
    return new TlsConfig(section.path("certificate").required(), section.path("key").required());
  }
}
