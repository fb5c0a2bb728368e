package io.tributary.platform.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;

/** A certificate for this machine that vouches for itself, made anew, in PEM. */
public final class TestCertificate {
  private static final ASN1ObjectIdentifier ECDSA_SHA256 =
      new ASN1ObjectIdentifier("1.2.840.10045.4.3.2");
  private static final ASN1ObjectIdentifier RSA_SHA256 =
      new ASN1ObjectIdentifier("1.2.840.113549.1.1.11");

  private final KeyPair keys;
  private final byte[] certificate;

  private TestCertificate(KeyPair keys, byte[] certificate) {
    this.keys = keys;
    this.certificate = certificate;
  }

  /** EC on P-256, good for an hour. */
  public static TestCertificate forLocalhost() {
    return of("EC", Duration.ofHours(1));
  }

  /**
   * @param algorithm {@code EC} or {@code RSA}
   */
  static TestCertificate of(String algorithm, Duration lifetime) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      generator.initialize(algorithm.equals("EC") ? 256 : 2048);
      KeyPair keys = generator.generateKeyPair();
      return new TestCertificate(keys, signed(keys, lifetime));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] signed(KeyPair keys, Duration lifetime)
      throws GeneralSecurityException, IOException {
    boolean ec = keys.getPublic().getAlgorithm().equals("EC");
    AlgorithmIdentifier algorithm = new AlgorithmIdentifier(ec ? ECDSA_SHA256 : RSA_SHA256);
    Instant now = Instant.now();
    V3TBSCertificateGenerator body = new V3TBSCertificateGenerator();
    body.setSerialNumber(new ASN1Integer(BigInteger.valueOf(now.toEpochMilli())));
    body.setSignature(algorithm);
    body.setIssuer(new X500Name("CN=test"));
    body.setSubject(new X500Name("CN=test"));
    body.setStartDate(new Time(Date.from(now.minus(Duration.ofDays(2)))));
    body.setEndDate(new Time(Date.from(now.plus(lifetime))));
    body.setSubjectPublicKeyInfo(SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded()));
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    extensions.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1")
            }));
    body.setExtensions(extensions.generate());
    Signature signature = Signature.getInstance(ec ? "SHA256withECDSA" : "SHA256withRSA");
    signature.initSign(keys.getPrivate());
    signature.update(body.generateTBSCertificate().getEncoded());
    ASN1EncodableVector all = new ASN1EncodableVector();
    all.add(body.generateTBSCertificate());
    all.add(algorithm);
    all.add(new DERBitString(signature.sign()));
    return new DERSequence(all).getEncoded();
  }

  PrivateKey key() {
    return keys.getPrivate();
  }

  public String certificatePem() {
    return pem("CERTIFICATE", certificate);
  }

  public String keyPem() {
    return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
  }

  /** As {@code openssl} wrote keys for long: PKCS#1 or SEC1. */
  String oldKeyPem() {
    try {
      PrivateKeyInfo info = PrivateKeyInfo.getInstance(keys.getPrivate().getEncoded());
      if (keys.getPublic().getAlgorithm().equals("RSA")) {
        return pem("RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
      }
      ECPrivateKey inner = ECPrivateKey.getInstance(info.parsePrivateKey());
      return pem(
          "EC PRIVATE KEY",
          new ECPrivateKey(256, inner.getKey(), info.getPrivateKeyAlgorithm().getParameters())
              .getEncoded());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String pem(String label, byte[] der) {
    String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
  }

  /** For a server of a test. */
  public KeyCertOptions options() {
    return new PemKeyCertOptions()
        .setCertValue(Buffer.buffer(certificatePem()))
        .setKeyValue(Buffer.buffer(keyPem()));
  }

  /** Writes {@code cert.pem} and {@code key.pem}. */
  public TlsConfig write(Path folder) {
    try {
      return new TlsConfig(
          Files.writeString(folder.resolve("cert.pem"), certificatePem()),
          Files.writeString(folder.resolve("key.pem"), keyPem()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A client's context that trusts this certificate and no other. */
  public SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setCertificateEntry(
          "ca",
          java.security.cert.CertificateFactory.getInstance("X.509")
              .generateCertificate(new java.io.ByteArrayInputStream(certificate)));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
