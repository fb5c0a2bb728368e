package io.tributary.broker.script.starlark;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads UTF-8 character by character. */
final class Utf8 {
  private Utf8() {}

  /** Bytes of a code point. */
  static int size(int point) {
    return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }

  /** The code point whose encoding starts there, or -1. */
  static int point(Bytes bytes, int at) {
    int first = bytes.at(at);
    if (first < 0x80) {
      return first;
    }
    int size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC2 ? 2 : 0;
    if (size == 0 || at + size > bytes.length()) {
      return -1;
    }
    try {
      // Java's own decoder knows which encodings are too long, or of half a pair.
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.octets(), at, size))
          .codePoints()
          .reduce(0, (before, point) -> point);
    } catch (CharacterCodingException invalid) {
      return -1;
    }
  }
}
