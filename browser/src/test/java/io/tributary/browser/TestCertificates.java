package io.tributary.browser;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * An authority of this test run and what it certifies: {@code localhost} and every name below
 * {@code .test}. Made by the JDK's keytool, for a day.
 */
final class TestCertificates {
  private static final String PASSWORD = "only-for-this-run";
  private static final String SERVER = "server";
  private static final String AUTHORITY = "authority";
  private static final String NAMES = "san=dns:localhost,dns:*.tributary.test,ip:127.0.0.1,ip:::1";

  private final Path folder;
  private final KeyStore keys;

  private TestCertificates(Path folder, KeyStore keys) {
    this.folder = folder;
    this.keys = keys;
  }

  static TestCertificates in(Path folder) throws IOException {
    Path file = folder.resolve("keys.p12");
    Files.deleteIfExists(file);
    keytool(file, AUTHORITY, "CN=Authority of a test", List.of("-ext", "bc:critical=ca:true"));
    keytool(file, SERVER, "CN=localhost", List.of("-signer", AUTHORITY, "-ext", NAMES));
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      TestCertificates certificates = new TestCertificates(folder, keys);
      certificates.write();
      return certificates;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void keytool(Path file, String alias, String name, List<String> more)
      throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin/keytool").toString()));
    words.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC", "-validity", "1"));
    words.addAll(List.of("-groupname", "secp256r1", "-dname", name, "-storetype", "PKCS12"));
    words.addAll(List.of("-keystore", file.toString(), "-storepass", PASSWORD));
    words.addAll(more);
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException("keytool: " + said);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private void write() throws IOException, GeneralSecurityException {
    StringBuilder chain = new StringBuilder();
    for (Certificate each : keys.getCertificateChain(SERVER)) {
      chain.append(pem("CERTIFICATE", each.getEncoded()));
    }
    Files.writeString(certificate(), chain);
    Key key = keys.getKey(SERVER, PASSWORD.toCharArray());
    Files.writeString(key(), pem("PRIVATE KEY", key.getEncoded()));
    Files.writeString(authority(), pem("CERTIFICATE", keys.getCertificate(AUTHORITY).getEncoded()));
  }

  private static String pem(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  Path certificate() {
    return folder.resolve("server.pem");
  }

  Path key() {
    return folder.resolve("server.key");
  }

  Path authority() {
    return folder.resolve("authority.pem");
  }

  /** Shows the server's certificate, and trusts the authority and nobody else. */
  SSLContext context() throws GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    trusted.setCertificateEntry(AUTHORITY, keys.getCertificate(AUTHORITY));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
