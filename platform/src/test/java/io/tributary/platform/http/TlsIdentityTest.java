package io.tributary.platform.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.http.TlsIdentity.Unusable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What files may be, and how each that may not be is told of at the start. */
class TlsIdentityTest {
  @TempDir private Path folder;

  private String refused(TlsConfig config) {
    return assertThrows(Unusable.class, () -> TlsIdentity.load(config)).getMessage();
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "RSA"})
  void keysOfAllToolsAreRead(String algorithm) throws Exception {
    TestCertificate made = TestCertificate.of(algorithm, Duration.ofDays(30));
    TlsConfig config = made.write(folder);
    TlsIdentity first = TlsIdentity.load(config);
    long days = Duration.between(Instant.now(), first.expiry()).toDays();
    assertTrue(days == 29 || days == 30, first.expiry().toString());
    Files.writeString(config.key(), "# a comment\r\n" + made.oldKeyPem().replace("\n", "\r\n"));
    TlsIdentity.load(config);
  }

  /** The EC parameters that openssl writes before the key are no key. */
  @Test
  void parametersBeforeTheKeyAreSkipped() throws Exception {
    TestCertificate made = TestCertificate.forLocalhost();
    TlsConfig config = made.write(folder);
    Files.writeString(
        config.key(),
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n"
            + made.oldKeyPem());
    TlsIdentity.load(config);
  }

  @ParameterizedTest
  @CsvSource({"EC, EC", "RSA, RSA", "EC, RSA", "RSA, EC"})
  void aKeyOfAnotherCertificateIsRefused(String of, String other) throws IOException {
    TlsConfig config = TestCertificate.of(of, Duration.ofDays(1)).write(folder);
    Files.writeString(config.key(), TestCertificate.of(other, Duration.ofDays(1)).keyPem());
    assertEquals(
        "The key " + config.key() + " does not belong to " + config.certificate() + ".",
        refused(config));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no pem",
        "-----BEGIN PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----\n",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
      })
  void whatIsNoKeyIsRefused(String text) throws IOException {
    TlsConfig config = TestCertificate.forLocalhost().write(folder);
    Files.writeString(config.key(), text);
    assertTrue(refused(config).startsWith("The key " + config.key() + " holds "), refused(config));
  }

  @Test
  void anEncryptedKeyIsToldApart() throws IOException {
    TlsConfig config = TestCertificate.forLocalhost().write(folder);
    for (String text :
        new String[] {
          TestCertificate.pem("ENCRYPTED PRIVATE KEY", new byte[8]),
          "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES\n\nAAAA\n-----END"
              + " RSA PRIVATE KEY-----\n"
        }) {
      Files.writeString(config.key(), text);
      assertTrue(refused(config).contains("without a passphrase"), refused(config));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no pem",
        "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"
      })
  void whatIsNoCertificateIsRefused(String text) throws IOException {
    TlsConfig config = TestCertificate.forLocalhost().write(folder);
    Files.writeString(config.certificate(), text);
    assertTrue(refused(config).startsWith("The certificate " + config.certificate()));
  }

  @Test
  void aMissingAnUnreadableAndAHugeFileAreNamed() throws IOException {
    TlsConfig good = TestCertificate.forLocalhost().write(folder);
    Path absent = folder.resolve("absent.pem");
    assertEquals(
        "The key " + absent + " does not exist.",
        refused(new TlsConfig(good.certificate(), absent)));
    assertEquals(
        "The certificate " + absent + " does not exist.",
        refused(new TlsConfig(absent, good.key())));
    assertTrue(refused(new TlsConfig(folder, good.key())).contains("cannot be read"));
    Path huge = Files.write(folder.resolve("huge.pem"), new byte[(1 << 20) + 1]);
    assertTrue(refused(new TlsConfig(good.certificate(), huge)).contains("too large"));
  }

  /** The sentence goes to terminals and logs. */
  @Test
  void noSentenceHoldsAnyOfTheKey() throws IOException {
    TestCertificate made = TestCertificate.forLocalhost();
    TlsConfig config = made.write(folder);
    String body = made.keyPem().lines().skip(1).findFirst().orElseThrow();
    Files.writeString(config.key(), made.keyPem().replace("PRIVATE KEY", "EC PRIVATE KEY"));
    assertFalse(refused(config).contains(body.substring(0, 8)));
  }
}
