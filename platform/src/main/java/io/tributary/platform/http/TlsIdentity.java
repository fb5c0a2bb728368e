package io.tributary.platform.http;

import io.vertx.core.net.KeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;

/**
 * A certificate chain and its key, read together and found to belong together. Reading blocks.
 *
 * @param expiry when the first of the chain ends
 * @param fingerprint SHA-256 of the files, to see whether they changed
 */
record TlsIdentity(KeyManagerFactory keys, Instant expiry, String fingerprint) {
  private static final char[] NO_PASSWORD = {};
  private static final int MOST_BYTES = 1 << 20;

  /** Why a pair cannot be used: a sentence that names the file. */
  static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String sentence, Throwable cause) {
      super(sentence, cause);
    }
  }

  static TlsIdentity load(TlsConfig config) throws Unusable {
    byte[] certificate = bytes("certificate", config.certificate());
    byte[] key = bytes("key", config.key());
    List<X509Certificate> chain = chain(config.certificate(), certificate);
    PrivateKey secret = secret(config.key(), key);
    if (!belongsTo(secret, chain.get(0).getPublicKey())) {
      throw new Unusable(
          "The key " + config.key() + " does not belong to " + config.certificate() + ".", null);
    }
    Instant expiry =
        chain.stream()
            .map(each -> each.getNotAfter().toInstant())
            .min(Instant::compareTo)
            .orElseThrow();
    return new TlsIdentity(managers(config, secret, chain), expiry, digest(certificate, key));
  }

  KeyCertOptions options() {
    return KeyCertOptions.wrap(keys);
  }

  /** What {@link #fingerprint} would be now; anything when a file cannot be read. */
  static String fingerprintNow(TlsConfig config) {
    try {
      return digest(bytes("certificate", config.certificate()), bytes("key", config.key()));
    } catch (Unusable unreadable) {
      return digest(unreadable.getMessage().getBytes(StandardCharsets.UTF_8), new byte[0]);
    }
  }

  private static byte[] bytes(String what, Path file) throws Unusable {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new Unusable("The " + what + " " + file + " is too large.", null);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new Unusable("The " + what + " " + file + " does not exist.", e);
    } catch (IOException e) {
      throw new Unusable(
          "The " + what + " " + file + " cannot be read; check its owner and mode.", e);
    }
  }

  private static List<X509Certificate> chain(Path file, byte[] pem) throws Unusable {
    try {
      List<X509Certificate> chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (!chain.isEmpty()) {
        return chain;
      }
    } catch (GeneralSecurityException e) {
      throw new Unusable("The certificate " + file + " is not readable PEM.", e);
    }
    throw new Unusable("The certificate " + file + " holds no certificate in PEM.", null);
  }

  private static PrivateKey secret(Path file, byte[] pem) throws Unusable {
    try {
      return PrivateKeyPem.read(new String(pem, StandardCharsets.ISO_8859_1));
    } catch (GeneralSecurityException e) {
      throw new Unusable("The key " + file + " " + e.getMessage() + ".", e);
    }
  }

  /** By doing what a handshake does: the one signs, the other verifies. */
  private static boolean belongsTo(PrivateKey secret, PublicKey open) {
    String algorithm =
        switch (open.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> open.getAlgorithm();
        };
    try {
      byte[] probe = "does this key belong to this certificate?".getBytes(StandardCharsets.UTF_8);
      Signature signing = Signature.getInstance(algorithm);
      signing.initSign(secret);
      signing.update(probe);
      byte[] signed = signing.sign();
      Signature verifying = Signature.getInstance(algorithm);
      verifying.initVerify(open);
      verifying.update(probe);
      return verifying.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static KeyManagerFactory managers(
      TlsConfig config, PrivateKey secret, List<X509Certificate> chain) throws Unusable {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setKeyEntry("listener", secret, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      return managers;
    } catch (GeneralSecurityException | IOException e) {
      throw new Unusable("The certificate " + config.certificate() + " cannot be used.", e);
    }
  }

  private static String digest(byte[] certificate, byte[] key) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(digest.digest(certificate));
      digest.update(key);
      return HexFormat.of().formatHex(digest.digest());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
