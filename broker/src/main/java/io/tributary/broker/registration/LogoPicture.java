package io.tributary.broker.registration;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * Draws a stranger's picture anew: what comes out is a PNG of ours, of the same pixels at most 256
 * in each direction, and nothing else that was in the file. Needs no screen and no fonts. Blocks:
 * for workers.
 */
final class LogoPicture {
  /** Of the side of a picture that is read at all. */
  static final int MOST_SIDE = 2048;

  /** Of the side of what we draw. */
  static final int SIDE = 256;

  private LogoPicture() {}

  /**
   * @param picture PNG, JPEG or GIF; of a GIF the first frame
   * @return PNG
   * @throws LogoRefused for anything else, for more pixels than {@link #MOST_SIDE}, and for what
   *     cannot be decoded
   */
  static byte[] redraw(byte[] picture) {
    PictureFormat format = PictureFormat.of(picture);
    try {
      return written(fitted(read(format, format.essence(picture))));
    } catch (LogoRefused refused) {
      throw refused;
    } catch (IOException | RuntimeException broken) {
      throw new LogoRefused("it cannot be decoded", broken);
    }
  }

  /** Its size stands in its header, and is looked at before room is made for its pixels. */
  private static BufferedImage read(PictureFormat format, byte[] picture) throws IOException {
    ImageReader reader =
        ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT)).next();
    try (MemoryCacheImageInputStream in =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(picture))) {
      reader.setInput(in, true, true);
      int larger = Math.max(reader.getWidth(0), reader.getHeight(0));
      if (larger > MOST_SIDE) {
        throw new LogoRefused("it has more than " + MOST_SIDE + " pixels on a side");
      }
      ImageReadParam parameters = reader.getDefaultReadParam();
      int step = Math.max(1, larger / (2 * SIDE));
      parameters.setSourceSubsampling(step, step, 0, 0);
      return reader.read(0, parameters);
    } finally {
      reader.dispose();
    }
  }

  private static BufferedImage fitted(BufferedImage whole) {
    int width = whole.getWidth();
    int height = whole.getHeight();
    int larger = Math.max(SIDE, Math.max(width, height));
    BufferedImage drawn =
        new BufferedImage(
            Math.max(1, width * SIDE / larger),
            Math.max(1, height * SIDE / larger),
            BufferedImage.TYPE_INT_ARGB);
    int[] pixels = whole.getRGB(0, 0, width, height, null, 0, width);
    for (int y = 0; y < drawn.getHeight(); y++) {
      int top = y * height / drawn.getHeight();
      int bottom = Math.max(top + 1, (y + 1) * height / drawn.getHeight());
      for (int x = 0; x < drawn.getWidth(); x++) {
        int left = x * width / drawn.getWidth();
        int right = Math.max(left + 1, (x + 1) * width / drawn.getWidth());
        drawn.setRGB(x, y, mean(pixels, width, left, right, top, bottom));
      }
    }
    return drawn;
  }

  /** Of a box of pixels; each colour counts as much as it is opaque. */
  private static int mean(int[] pixels, int width, int left, int right, int top, int bottom) {
    long alpha = 0;
    long red = 0;
    long green = 0;
    long blue = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        int pixel = pixels[y * width + x];
        int opaque = pixel >>> 24;
        alpha += opaque;
        red += (long) opaque * ((pixel >> 16) & 0xff);
        green += (long) opaque * ((pixel >> 8) & 0xff);
        blue += (long) opaque * (pixel & 0xff);
      }
    }
    if (alpha == 0) {
      return 0;
    }
    long count = (long) (right - left) * (bottom - top);
    return (int)
        (((alpha / count) << 24) | ((red / alpha) << 16) | ((green / alpha) << 8) | (blue / alpha));
  }

  private static byte[] written(BufferedImage drawn) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(png)) {
      writer.setOutput(out);
      writer.write(drawn);
    } finally {
      writer.dispose();
    }
    return png.toByteArray();
  }
}
