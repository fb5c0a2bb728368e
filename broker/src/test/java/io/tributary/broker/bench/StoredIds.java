package io.tributary.broker.bench;

import io.tributary.platform.protocol.Digests;
import java.util.Arrays;

/**
 * What the stored rows are called: random to whoever looks at them, and known to the driver by
 * their number, since each is the SHA-256 of a word of this run. The database makes the same by
 * {@link StockSql#FUNCTIONS}.
 */
record StoredIds(String salt) {
  private static final int ID_BYTES = 16;

  /** Value of the cookie of a stored session. */
  String cookie(long session) {
    return Digests.base64Url(bytes("session", session));
  }

  /** As the session is stored. */
  byte[] sessionHash(long session) {
    return Digests.sha256(cookie(session));
  }

  /** Name of a stored family of refresh tokens. */
  String family(long number) {
    return Digests.base64Url(Arrays.copyOf(bytes("offline", number), ID_BYTES));
  }

  private byte[] bytes(String kind, long number) {
    return Digests.sha256(salt + kind + number);
  }
}
