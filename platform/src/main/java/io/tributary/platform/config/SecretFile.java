package io.tributary.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file that holds one secret, as Docker and Kubernetes mount them. */
public final class SecretFile {
  private static final int MAX_BYTES = 64 * 1024;

  private SecretFile() {}

  /**
   * Without the last line break of the file. At most 64 KiB of UTF-8.
   *
   * @throws UnreadableValue with the words that follow the name of what names the file
   */
  public static Secret read(Path file) throws UnreadableValue {
    if (Files.isDirectory(file)) {
      throw new UnreadableValue("names a folder, not a file");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (NoSuchFileException e) {
      throw new UnreadableValue("names a file that does not exist");
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** The same of a stream, which is read to its end and stays open. */
  public static Secret read(InputStream in) throws UnreadableValue {
    String text = content(in);
    String secret =
        text.endsWith("\r\n")
            ? text.substring(0, text.length() - 2)
            : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (secret.isEmpty()) {
      throw new UnreadableValue("names an empty file");
    }
    return new Secret(secret);
  }

  private static String content(InputStream in) throws UnreadableValue {
    try {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new UnreadableValue("names a file larger than 64 KiB");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new UnreadableValue("names a file that is not UTF-8");
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private static UnreadableValue unreadable() {
    return new UnreadableValue("names a file that cannot be read");
  }
}
