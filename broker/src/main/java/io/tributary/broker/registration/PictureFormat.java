package io.tributary.broker.registration;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The formats of pictures that we read, told by their first bytes whatever their sender calls them.
 * Only what pixels are made from reaches a decoder: texts and colour profiles, which may unfold to
 * a thousand times their size or are read by native code, are cut out before.
 */
enum PictureFormat {
  /** W3C PNG §5: a signature, then chunks of length, type, data and checksum. */
  PNG("\u0089PNG\r\n\u001a\n") {
    @Override
    byte[] essence(byte[] picture) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream(picture.length);
      kept.write(picture, 0, 8);
      int at = 8;
      while (at <= picture.length - 12) {
        int size = int32(picture, at);
        if (size < 0 || size > picture.length - at - 12) {
          break;
        }
        String type = new String(picture, at + 4, 4, StandardCharsets.ISO_8859_1);
        if (CHUNKS.contains(type)) {
          kept.write(picture, at, size + 12);
        }
        if (type.equals("IEND")) {
          return kept.toByteArray();
        }
        at += size + 12;
      }
      throw new LogoRefused("the PNG has no end");
    }
  },
  /** The first of its frames is shown. */
  GIF("GIF8") {
    @Override
    byte[] essence(byte[] picture) {
      return picture;
    }
  },
  /** ITU T.81 annex B: segments of marker, length and data, up to the first scan. */
  JPEG("\u00ff\u00d8\u00ff") {
    @Override
    byte[] essence(byte[] picture) {
      ByteArrayOutputStream kept = new ByteArrayOutputStream(picture.length);
      kept.write(picture, 0, 2);
      int at = 2;
      while (at <= picture.length - 4 && (picture[at] & 0xff) == 0xff) {
        int marker = picture[at + 1] & 0xff;
        if (marker == SCAN) {
          if (scans(picture, at) > MOST_SCANS) {
            throw new LogoRefused("the JPEG has too many scans");
          }
          kept.write(picture, at, picture.length - at);
          return kept.toByteArray();
        }
        int size = 2 + (((picture[at + 2] & 0xff) << 8) | (picture[at + 3] & 0xff));
        if (size < 4 || size > picture.length - at) {
          break;
        }
        if (!isApplication(marker)) {
          kept.write(picture, at, size);
        }
        at += size;
      }
      throw new LogoRefused("the JPEG has no picture");
    }
  };

  /** Header, palette, transparency, pixels, end. */
  private static final Set<String> CHUNKS = Set.of("IHDR", "PLTE", "tRNS", "IDAT", "IEND");

  private static final int SCAN = 0xda;

  /** Usual progressive pictures have ten. Each costs a walk over all pixels, and few bytes. */
  private static final int MOST_SCANS = 24;

  private final String signature;

  /**
   * @param signature first bytes, in ISO 8859-1
   */
  PictureFormat(String signature) {
    this.signature = signature;
  }

  static PictureFormat of(byte[] picture) {
    for (PictureFormat format : values()) {
      int length = format.signature.length();
      if (picture.length >= length
          && new String(picture, 0, length, StandardCharsets.ISO_8859_1).equals(format.signature)) {
        return format;
      }
    }
    throw new LogoRefused("it is neither PNG, JPEG nor GIF");
  }

  /** The same picture without what no pixel comes from. */
  abstract byte[] essence(byte[] picture);

  private static int int32(byte[] bytes, int at) {
    return ((bytes[at] & 0xff) << 24)
        | ((bytes[at + 1] & 0xff) << 16)
        | ((bytes[at + 2] & 0xff) << 8)
        | (bytes[at + 3] & 0xff);
  }

  private static int scans(byte[] jpeg, int from) {
    int scans = 0;
    for (int i = from; i < jpeg.length - 1; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == SCAN) {
        scans++;
      }
    }
    return scans;
  }

  /** APPn and comments; but that of Adobe tells how colours are stored. */
  private static boolean isApplication(int marker) {
    return (marker >= 0xe1 && marker <= 0xef && marker != 0xee) || marker == 0xfe;
  }
}
