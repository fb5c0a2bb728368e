package io.tributary.broker.login;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * Raw deflate (RFC 1951) of what goes into a cookie. Compressing before encrypting is safe here: an
 * attacker who could make the victim's browser send chosen requests sees the cookie's length only
 * in the victim's own response.
 */
final class Compression {
  /** What a broken or hostile stream may grow to. */
  private static final int MOST = 64 * 1024;

  private Compression() {}

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_SPEED, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length);
      byte[] chunk = new byte[2048];
      while (!deflater.finished()) {
        out.write(chunk, 0, deflater.deflate(chunk));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  static byte[] inflate(byte[] deflated) throws DataFormatException {
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
        if (out.size() + read > MOST) {
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
