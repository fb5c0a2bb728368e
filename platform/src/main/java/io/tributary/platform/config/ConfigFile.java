package io.tributary.platform.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/** A YAML configuration file: one document, at most 1 MiB of UTF-8, without tags and aliases. */
public final class ConfigFile {
  static final int MAX_BYTES = 1024 * 1024;

  private ConfigFile() {}

  /**
   * Reads a file into a record.
   *
   * @param environment the variables that {@code ${NAME}} may name
   * @throws ConfigException with every problem of the file
   */
  public static <T> T read(
      Path file, Map<String, String> environment, Function<ConfigReader, T> read) {
    Problems problems = new Problems(file.toString());
    Path folder = file.toAbsolutePath().normalize().getParent();
    Source source = new Source(folder, Map.copyOf(environment), problems);
    SectionReader root = SectionReader.root(source, YamlText.compose(text(file, problems)));
    T value = root.read(read);
    problems.throwIfAny();
    return value;
  }

  private static YamlText text(Path file, Problems problems) {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw problems.fatal(Place.NONE, "the file is larger than 1 MiB");
      }
      return new YamlText(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(), problems);
    } catch (CharacterCodingException e) {
      throw problems.fatal(Place.NONE, "the file is not UTF-8");
    } catch (IOException e) {
      throw problems.fatal(
          Place.NONE,
          Files.exists(file) ? "the file cannot be read" : "there is no such configuration file");
    }
  }
}
