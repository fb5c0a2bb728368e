package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RingSealerTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final String ISSUER = "https://broker.example";
  private static final byte[] PLAIN = "what nobody else reads".getBytes(StandardCharsets.UTF_8);

  private final SealingKey today = key(1, SealingKey.Purpose.COOKIE, NOW.minusSeconds(3600));
  private final SealingKey tomorrow = key(2, SealingKey.Purpose.COOKIE, NOW.plusSeconds(3600));
  private final SealingKey rest = key(3, SealingKey.Purpose.REST, NOW.minusSeconds(3600));
  private final KeyRing ring = new KeyRing(List.of(today, tomorrow, rest));

  private static SealingKey key(int seed, SealingKey.Purpose purpose, Instant usableFrom) {
    byte[] root = new byte[32];
    Arrays.fill(root, (byte) seed);
    return new SealingKey(purpose, Arrays.copyOf(root, 8), root, usableFrom);
  }

  private Sealer sealer(KeyRing keys, String issuer, String purpose) {
    return sealer(keys, SealingKey.Purpose.COOKIE, issuer, purpose, NOW);
  }

  private static Sealer sealer(
      KeyRing keys, SealingKey.Purpose kind, String issuer, String purpose, Instant now) {
    return new RingSealer(
        () -> keys, Clock.fixed(now, ZoneOffset.UTC), new SecureRandom(), kind, issuer, purpose);
  }

  @Test
  void opensWhatItSealed() {
    Sealer sealer = sealer(ring, ISSUER, "attempt");
    byte[] sealed = sealer.seal(PLAIN, "cookie a");
    assertArrayEquals(PLAIN, sealer.open(sealed, "cookie a"));
    assertArrayEquals(new byte[0], sealer.open(sealer.seal(new byte[0], ""), ""));
    assertFalse(
        new String(sealed, StandardCharsets.ISO_8859_1).contains("nobody"), "it is encrypted");
  }

  @Test
  void keptDerivedKeysAreThoseOfTheirUseAndNobodyElses() {
    byte[] use = Hkdf.framed("seal", ISSUER, "attempt");
    byte[] key = today.derive(use);
    assertArrayEquals(key, today.derive(use.clone()), "the same the second time");
    Arrays.fill(use, (byte) 0);
    byte[] wiped = today.derive(Hkdf.framed("seal", ISSUER, "attempt"));
    assertArrayEquals(key, wiped, "what it is kept under does not change");
    Arrays.fill(wiped, (byte) 0);
    assertArrayEquals(key, today.derive(Hkdf.framed("seal", ISSUER, "attempt")));
    assertFalse(Arrays.equals(key, today.derive(Hkdf.framed("mac", ISSUER, "attempt"))));
    assertFalse(Arrays.equals(key, today.derive(Hkdf.framed("seal", ISSUER, "other"))));
    assertFalse(Arrays.equals(key, tomorrow.derive(Hkdf.framed("seal", ISSUER, "attempt"))));
  }

  @Test
  void moreUsesThanAreKeptStillWork() {
    for (int round = 0; round < 2; round++) {
      for (int use = 0; use < SealingKey.MOST_DERIVED + 10; use++) {
        byte[] info = Hkdf.framed("seal", "issuer " + use);
        assertArrayEquals(today.derive(info), today.derive(info));
      }
    }
    assertEquals(SealingKey.MOST_DERIVED, today.derivedKeys());
  }

  @Test
  void isNeverTheSameTwice() {
    Sealer sealer = sealer(ring, ISSUER, "attempt");
    assertNotEquals(
        List.of(sealer.seal(PLAIN, "a")).hashCode(), List.of(sealer.seal(PLAIN, "a")).hashCode());
    assertFalse(Arrays.equals(sealer.seal(PLAIN, "a"), sealer.seal(PLAIN, "a")));
  }

  @Test
  void opensNowhereElse() {
    byte[] sealed = sealer(ring, ISSUER, "attempt").seal(PLAIN, "cookie a");
    refuses(sealer(ring, ISSUER, "attempt"), sealed, "cookie b");
    refuses(sealer(ring, ISSUER, "attempt"), sealed, "");
    refuses(sealer(ring, ISSUER, "logout"), sealed, "cookie a");
    refuses(sealer(ring, ISSUER + "/", "attempt"), sealed, "cookie a");
    refuses(sealer(ring, ISSUER + "a", "ttempt"), sealed, "cookie a");
    refuses(sealer(ring, SealingKey.Purpose.REST, ISSUER, "attempt", NOW), sealed, "cookie a");
  }

  @Test
  void everyChangedBitIsSeen() {
    Sealer sealer = sealer(ring, ISSUER, "attempt");
    byte[] sealed = sealer.seal(PLAIN, "cookie a");
    for (int bit = 0; bit < sealed.length * Byte.SIZE; bit++) {
      byte[] changed = sealed.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      refuses(sealer, changed, "cookie a");
    }
    for (int length = 0; length < sealed.length; length++) {
      refuses(sealer, Arrays.copyOf(sealed, length), "cookie a");
    }
    refuses(sealer, Arrays.copyOf(sealed, sealed.length + 1), "cookie a");
  }

  @Test
  void anotherKeyUnderTheSameIdOpensNothing() {
    byte[] sealed = sealer(ring, ISSUER, "attempt").seal(PLAIN, "a");
    SealingKey forged =
        new SealingKey(SealingKey.Purpose.COOKIE, today.id(), new byte[32], NOW.minusSeconds(1));
    refuses(sealer(new KeyRing(List.of(forged)), ISSUER, "attempt"), sealed, "a");
  }

  @Test
  void sealsWithTheNewestUsableKeyAndOpensWithBoth() {
    Instant later = NOW.plus(Duration.ofHours(2));
    Sealer before = sealer(ring, ISSUER, "attempt");
    Sealer after = sealer(ring, SealingKey.Purpose.COOKIE, ISSUER, "attempt", later);
    byte[] old = before.seal(PLAIN, "a");
    byte[] fresh = after.seal(PLAIN, "a");
    assertArrayEquals(today.id(), SealedForm.keyId(old));
    assertArrayEquals(tomorrow.id(), SealedForm.keyId(fresh));
    assertArrayEquals(PLAIN, after.open(old, "a"));
    assertArrayEquals(PLAIN, before.open(fresh, "a"), "a node whose clock is behind opens it too");

    KeyRing forgotten = new KeyRing(List.of(tomorrow, rest));
    refuses(sealer(forgotten, ISSUER, "attempt"), old, "a");
  }

  @Test
  void tagsHoldForTheirPartsOnly() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    TokenMac mac = new TokenMac(() -> ring, clock, ISSUER, "csrf");
    String tag = mac.tag("session", "logout");
    assertTrue(mac.verify(tag, "session", "logout"));
    assertEquals(54, tag.length());
    for (String[] parts :
        new String[][] {
          {}, {"session"}, {"session", "consent"}, {"sessionl", "ogout"}, {"session", "logout", ""}
        }) {
      assertFalse(mac.verify(tag, parts), List.of(parts).toString());
    }
    assertFalse(new TokenMac(() -> ring, clock, ISSUER, "x").verify(tag, "session", "logout"));
    assertFalse(new TokenMac(() -> ring, clock, "other", "csrf").verify(tag, "session", "logout"));
    for (String broken : List.of("", "?", "AAAA", tag + "A", tag.substring(1), "é")) {
      assertFalse(mac.verify(broken, "session", "logout"), broken);
    }
    KeyRing forgotten = new KeyRing(List.of(tomorrow));
    assertFalse(
        new TokenMac(() -> forgotten, clock, ISSUER, "csrf").verify(tag, "session", "logout"));
  }

  @Test
  void everyChangedCharacterOfATagIsSeen() {
    TokenMac mac = new TokenMac(() -> ring, Clock.fixed(NOW, ZoneOffset.UTC), ISSUER, "csrf");
    byte[] tag = java.util.Base64.getUrlDecoder().decode(mac.tag("a"));
    for (int i = 0; i < tag.length; i++) {
      byte[] changed = tag.clone();
      changed[i] ^= 1;
      assertFalse(
          mac.verify(
              java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(changed), "a"));
    }
  }

  private static void refuses(Sealer sealer, byte[] sealed, String context) {
    assertThrows(Sealer.SealBroken.class, () -> sealer.open(sealed, context));
  }
}
