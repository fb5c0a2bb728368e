package io.tributary.broker.keys;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate (RFC 1951) of what is sealed: what goes into a cookie, or is kept of a login.
 * Compressing before encrypting is safe here: an attacker who could make the victim's browser send
 * chosen requests sees the cookie's length only in the victim's own response.
 */
public final class Compression {
  private static final int MOST = 64 * 1024;

  /**
   * To make one takes longer than to deflate what is sealed here, and each has a quarter of a MB.
   * Shared by all brokers of the process: reset, it knows nothing of what it has deflated.
   */
  private static final Queue<Deflater> SPARE = new ArrayBlockingQueue<>(4);

  private Compression() {}

  public static byte[] deflate(byte[] plain) {
    Deflater spare = SPARE.poll();
    Deflater deflater = spare == null ? new Deflater(Deflater.BEST_SPEED, true) : spare;
    try {
      deflater.setInput(plain);
      deflater.finish();
      byte[] out = new byte[plain.length / 2 + 64];
      int length = 0;
      while (!deflater.finished()) {
        if (length == out.length) {
          out = Arrays.copyOf(out, 2 * length);
        }
        length += deflater.deflate(out, length, out.length - length);
      }
      return Arrays.copyOf(out, length);
    } finally {
      deflater.reset();
      if (!SPARE.offer(deflater)) {
        deflater.end();
      }
    }
  }

  /** Of a cookie. */
  public static byte[] inflate(byte[] deflated) throws DataFormatException {
    return inflate(deflated, MOST);
  }

  /**
   * @param most bytes that a broken or hostile stream may grow to
   */
  public static byte[] inflate(byte[] deflated, int most) throws DataFormatException {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream(deflated.length * 2);
      byte[] chunk = new byte[2048];
      while (!inflater.finished()) {
        int read = inflater.inflate(chunk);
        if (read == 0 && !inflater.finished()) {
          throw new DataFormatException("truncated");
        }
        if (out.size() + read > most) {
          throw new DataFormatException("too large");
        }
        out.write(chunk, 0, read);
      }
      return out.toByteArray();
    } finally {
      inflater.end();
    }
  }
}
