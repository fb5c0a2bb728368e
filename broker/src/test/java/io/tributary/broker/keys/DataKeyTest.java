package io.tributary.broker.keys;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tributary.broker.keys.Sealer.SealBroken;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataKeyTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] PLAIN = "groups of alice".getBytes(StandardCharsets.UTF_8);

  private final DataKey key = DataKey.make(RANDOM);
  private final byte[] sealed = key.seal(PLAIN, "recording 1");

  @Test
  void opensWhatItSealedAlsoAfterItWasStored() {
    assertArrayEquals(PLAIN, key.open(sealed, "recording 1"));
    assertArrayEquals(PLAIN, DataKey.of(RANDOM, key.bytes()).open(sealed, "recording 1"));
    assertFalse(new String(sealed, StandardCharsets.ISO_8859_1).contains("alice"));
  }

  @Test
  void opensNothingOfAnotherOwnerOrPlace() {
    DataKey other = DataKey.make(RANDOM);
    assertThrows(SealBroken.class, () -> other.open(sealed, "recording 1"));
    assertThrows(SealBroken.class, () -> key.open(sealed, "recording 2"));
    // The id of the key is not a secret: another key that takes it on opens nothing either.
    byte[] forged = other.bytes();
    System.arraycopy(key.bytes(), 0, forged, 0, SealedForm.KEY_ID_BYTES);
    assertThrows(SealBroken.class, () -> DataKey.of(RANDOM, forged).open(sealed, "recording 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 9, 20, 30})
  void opensNothingThatWasChanged(int at) {
    sealed[at] ^= 1;
    assertThrows(SealBroken.class, () -> key.open(sealed, "recording 1"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 32, 39, 41})
  void isOfItsLength(int bytes) {
    assertThrows(SealBroken.class, () -> DataKey.of(RANDOM, new byte[bytes]));
  }
}
