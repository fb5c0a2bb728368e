package io.tributary.broker.keys;

import io.tributary.platform.protocol.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers tokens whose signature was good, by SHA-256, and nothing else of them. Bounded: when
 * the young set is full it becomes the old one, and the old one is forgotten.
 */
final class GoodSignatures {
  private final int half;
  private volatile Set<Fingerprint> young = ConcurrentHashMap.newKeySet();
  private volatile Set<Fingerprint> old = ConcurrentHashMap.newKeySet();

  /** A SHA-256, all 256 bits of it. */
  private record Fingerprint(long a, long b, long c, long d) {
    static Fingerprint of(String token) {
      ByteBuffer hash =
          ByteBuffer.wrap(Digests.sha256(token.getBytes(StandardCharsets.ISO_8859_1)));
      return new Fingerprint(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
    }
  }

  /**
   * @param bound the most tokens it remembers; each takes about 100 bytes
   */
  GoodSignatures(int bound) {
    this.half = bound / 2;
  }

  boolean contains(String token) {
    Fingerprint fingerprint = Fingerprint.of(token);
    return young.contains(fingerprint) || old.contains(fingerprint);
  }

  void add(String token) {
    Set<Fingerprint> target = young;
    if (target.size() >= half) {
      target = turn(target);
    }
    target.add(Fingerprint.of(token));
  }

  int size() {
    return young.size() + old.size();
  }

  private synchronized Set<Fingerprint> turn(Set<Fingerprint> full) {
    if (young == full) {
      old = full;
      young = ConcurrentHashMap.newKeySet();
    }
    return young;
  }
}
