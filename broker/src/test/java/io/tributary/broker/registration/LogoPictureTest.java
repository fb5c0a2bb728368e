package io.tributary.broker.registration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures of strangers: what is drawn, and what is not even looked at. */
class LogoPictureTest {
  private static final int RED = 0xffc01020;

  static byte[] picture(String format, int width, int height) {
    int type = format.equals("jpg") ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_INT_ARGB;
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, RED);
      }
    }
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertTrue(ImageIO.write(image, format, out));
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static BufferedImage decoded(byte[] png) {
    try {
      assertEquals(PictureFormat.PNG, PictureFormat.of(png));
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] int32(int value) {
    return new byte[] {
      (byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value
    };
  }

  private static byte[] chunk(String type, byte[] data) {
    byte[] body = joined(ascii(type), data);
    CRC32 crc = new CRC32();
    crc.update(body);
    return joined(int32(data.length), body, int32((int) crc.getValue()));
  }

  private static final byte[] PNG = ascii("\u0089PNG\r\n\u001a\n");

  private static byte[] header(int width, int height, int depth, int colours) {
    return chunk(
        "IHDR",
        joined(int32(width), int32(height), new byte[] {(byte) depth, (byte) colours, 0, 0, 0}));
  }

  private static byte[] zeros(int count) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
        byte[] some = new byte[1 << 16];
        for (int left = count; left > 0; left -= some.length) {
          deflater.write(some, 0, Math.min(left, some.length));
        }
      }
      return out.toByteArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** After the header and its palette. */
  private static int firstFrame(byte[] gif) {
    int at = 13 + 3 * (2 << (gif[10] & 7));
    while (gif[at] != 0x2c) {
      at++;
    }
    return at;
  }

  @ParameterizedTest
  @CsvSource({
    "png,64,64,64,64",
    "png,1,1,1,1",
    "png,256,100,256,100",
    "png,1024,512,256,128",
    "png,2048,1,256,1",
    "jpg,300,600,128,256",
    "gif,2000,2000,256,256"
  })
  void isDrawnInItsColoursAndProportions(
      String format, int width, int height, int drawnWidth, int drawnHeight) {
    BufferedImage drawn = decoded(LogoPicture.redraw(picture(format, width, height)));
    assertEquals(drawnWidth, drawn.getWidth());
    assertEquals(drawnHeight, drawn.getHeight());
    int middle = drawn.getRGB(drawnWidth / 2, drawnHeight / 2);
    for (int shift : new int[] {0, 8, 16, 24}) {
      assertEquals((RED >>> shift) & 0xff, (middle >>> shift) & 0xff, 4);
    }
  }

  @Test
  void whatIsTransparentStaysSo() {
    byte[] clear =
        joined(PNG, header(2, 2, 8, 6), chunk("IDAT", zeros(18)), chunk("IEND", ascii("")));
    assertEquals(0, decoded(LogoPicture.redraw(clear)).getRGB(1, 1) >>> 24);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
        "<?xml version=\"1.0\"?><svg onload=\"alert(1)\"/>",
        "<html><script>alert(1)</script></html>",
        "BM\u0000\u0000",
        "II*\u0000",
        "RIFF\u0000\u0000\u0000\u0000WEBPVP8 ",
        "%PDF-1.7",
        "",
        "\u0089PNG",
        "GIF89a",
        "GIF8",
        "\u00ff\u00d8\u00ff",
        "\u00ff\u00d8\u00ff\u00da",
        "\u00ff\u00d8\u00ff\u00e0\u0000\u0000",
        "\u0089PNG\r\n\u001a\n\u007f\u00ff\u00ff\u00ffIDAT",
        "\u0089PNG\r\n\u001a\n\u00ff\u00ff\u00ff\u00ffIHDR"
      })
  void whatIsNoPictureOfOursIsRefused(String content) {
    assertThrows(LogoRefused.class, () -> LogoPicture.redraw(ascii(content)));
  }

  /** A few bytes that would unfold to 16 GB: nothing is made room for. */
  @ParameterizedTest
  @CsvSource({"65000,65000", "2049,1", "1,2049", "2147483647,2147483647", "0,0", "-1,5"})
  void anImmensePngIsRefusedByItsHeader(int width, int height) {
    byte[] bomb =
        joined(
            PNG,
            header(width, height, 8, 6),
            chunk("IDAT", zeros(1 << 20)),
            chunk("IEND", ascii("")));
    assertTrue(bomb.length < 64 * 1024);
    assertThrows(LogoRefused.class, () -> LogoPicture.redraw(bomb));
  }

  @Test
  void anImmenseGifAndAnImmenseJpegAreRefused() {
    byte[] gif = picture("gif", 8, 8);
    int frame = firstFrame(gif);
    Arrays.fill(gif, frame + 5, frame + 9, (byte) 0xff);
    assertThrows(LogoRefused.class, () -> LogoPicture.redraw(gif));
    byte[] jpeg = picture("jpg", 8, 8);
    for (int i = 0; i < jpeg.length - 9; i++) {
      if ((jpeg[i] & 0xff) == 0xff && (jpeg[i + 1] & 0xff) == 0xc0) {
        Arrays.fill(jpeg, i + 5, i + 9, (byte) 0xff);
      }
    }
    assertThrows(LogoRefused.class, () -> LogoPicture.redraw(jpeg));
  }

  /** Compressed texts and profiles of a small PNG: 60 MB in 60 KB. */
  @Test
  void textsInAPictureAreNotUnfolded() {
    byte[] text = joined(ascii("x\0\0"), zeros(40 << 20));
    byte[] palette = chunk("PLTE", new byte[] {1, 2, 3});
    byte[] rest = joined(chunk("IDAT", zeros(2)), chunk("IEND", ascii("")));
    byte[] bomb =
        joined(PNG, header(1, 1, 8, 3), palette, chunk("zTXt", text), chunk("iCCP", text), rest);
    byte[] essence = PictureFormat.PNG.essence(bomb);
    assertArrayEquals(joined(PNG, header(1, 1, 8, 3), palette, rest), essence);
    assertEquals(0xff010203, decoded(LogoPicture.redraw(bomb)).getRGB(0, 0));
  }

  /** Each scan of a progressive JPEG costs a walk over all its pixels, and a dozen bytes. */
  @Test
  void aJpegOfAThousandScansIsRefused() {
    byte[] jpeg = picture("jpg", 16, 16);
    byte[] body = Arrays.copyOf(jpeg, jpeg.length - 2);
    byte[] scan = {(byte) 0xff, (byte) 0xda, 0, 8, 1, 1, 0, 0, 63, 0};
    byte[][] parts = new byte[1001][];
    Arrays.fill(parts, scan);
    parts[0] = body;
    LogoRefused refused = assertThrows(LogoRefused.class, () -> LogoPicture.redraw(joined(parts)));
    assertTrue(refused.getMessage().contains("scans"), refused::getMessage);
  }

  @Test
  void nothingOfTheFileButItsPixelsComesThrough() {
    String script = "<script>alert('polyglot')</script>";
    byte[] png = picture("png", 8, 8);
    byte[] tail = joined(png, ascii(script));
    byte[] inside =
        joined(
            Arrays.copyOf(png, 33),
            chunk("tEXt", ascii("Comment\0" + script)),
            Arrays.copyOfRange(png, 33, png.length));
    byte[] jpeg = picture("jpg", 8, 8);
    byte[] commented =
        joined(
            Arrays.copyOf(jpeg, 2),
            new byte[] {(byte) 0xff, (byte) 0xfe, 0, (byte) (script.length() + 2)},
            ascii(script),
            Arrays.copyOfRange(jpeg, 2, jpeg.length));
    byte[] gif = joined(picture("gif", 8, 8), ascii("*/=1;" + script));
    for (byte[] polyglot : new byte[][] {tail, inside, commented, gif}) {
      String drawn = new String(LogoPicture.redraw(polyglot), StandardCharsets.ISO_8859_1);
      assertFalse(drawn.contains("script"), drawn);
    }
    assertArrayEquals(LogoPicture.redraw(png), LogoPicture.redraw(inside));
  }

  @Test
  void ofAnAnimationTheFirstFrameIsShown() {
    byte[] gif = picture("gif", 8, 8);
    byte[] first = Arrays.copyOf(gif, gif.length - 1);
    int frame = firstFrame(gif);
    byte[] second = Arrays.copyOfRange(gif, frame, gif.length - 1);
    byte[][] parts = new byte[202][];
    Arrays.fill(parts, second);
    parts[0] = first;
    parts[201] = new byte[] {0x3b};
    byte[] drawn = LogoPicture.redraw(joined(parts));
    assertArrayEquals(LogoPicture.redraw(gif), drawn);
    assertFalse(new String(drawn, StandardCharsets.ISO_8859_1).contains("acTL"));
  }

  /** Whatever comes: a picture of ours or a refusal, nothing else. */
  @Test
  void damagedPicturesAreDrawnOrRefused() {
    Random random = new Random(20260722);
    for (String format : new String[] {"png", "jpg", "gif"}) {
      byte[] whole = picture(format, 32, 32);
      for (int round = 0; round < 700; round++) {
        byte[] damaged = whole.clone();
        for (int i = 0; i <= random.nextInt(8); i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
        int length = random.nextInt(4) == 0 ? random.nextInt(damaged.length) : damaged.length;
        try {
          BufferedImage drawn = decoded(LogoPicture.redraw(Arrays.copyOf(damaged, length)));
          assertTrue(Math.max(drawn.getWidth(), drawn.getHeight()) <= LogoPicture.SIDE);
        } catch (LogoRefused expected) {
          assertFalse(expected.getMessage().isEmpty());
        }
      }
    }
  }
}
