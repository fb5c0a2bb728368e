package io.tributary.broker.script.starlark;

import java.util.Arrays;

/** Immutable octets. */
final class Bytes implements Value {
  private final byte[] octets;

  /**
   * @param octets nobody else's
   */
  Bytes(byte[] octets) {
    this.octets = octets;
  }

  /** Read only. */
  byte[] octets() {
    return octets;
  }

  int at(int index) {
    return octets[index] & 0xFF;
  }

  int length() {
    return octets.length;
  }

  @Override
  public Type type() {
    return BytesType.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes more && Arrays.equals(octets, more.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }
}
