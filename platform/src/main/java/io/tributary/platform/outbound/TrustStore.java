package io.tributary.platform.outbound;

import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Certificate authorities that are trusted beside the JVM's: those of a company, mostly. Beside and
 * not instead, since the same client calls public providers and private ones.
 */
public final class TrustStore implements TrustOptions {
  private static final int MOST_BYTES = 4 << 20;

  private final List<X509Certificate> added;

  private TrustStore(List<X509Certificate> added) {
    this.added = added;
  }

  /**
   * Reads a file of certificates in PEM.
   *
   * @throws IllegalArgumentException what is wrong with it
   */
  public static TrustStore read(Path file) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IllegalArgumentException("is larger than 4 MiB");
      }
      byte[] pem = Files.readAllBytes(file);
      List<X509Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new IllegalArgumentException("holds no certificate in PEM");
      }
      return new TrustStore(found);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read; check its path, owner and mode", e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("is not a file of certificates in PEM", e);
    }
  }

  @Override
  public TrustOptions copy() {
    return this;
  }

  /** Called on a worker when the first connection is made: the JVM's own take a while to read. */
  @Override
  public TrustManagerFactory getTrustManagerFactory(Vertx vertx) throws Exception {
    TrustManagerFactory own = factory(null);
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int name = 0;
    for (X509Certificate each :
        Stream.concat(authorities(own), added.stream()).distinct().toList()) {
      store.setCertificateEntry("authority-" + name++, each);
    }
    return factory(store);
  }

  @Override
  public Function<String, TrustManager[]> trustManagerMapper(Vertx vertx) {
    return serverName -> null;
  }

  private static Stream<X509Certificate> authorities(TrustManagerFactory factory) {
    return Stream.of(factory.getTrustManagers())
        .filter(X509TrustManager.class::isInstance)
        .map(X509TrustManager.class::cast)
        .flatMap(manager -> Stream.of(manager.getAcceptedIssuers()));
  }

  /**
   * @param store null: the JVM's
   */
  private static TrustManagerFactory factory(KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory;
  }
}
