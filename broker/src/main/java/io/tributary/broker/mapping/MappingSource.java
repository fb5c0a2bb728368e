package io.tributary.broker.mapping;

import io.tributary.platform.protocol.Digests;
import java.util.Optional;

/**
 * The texts of a scope mapping, as its author wrote them.
 *
 * @param name of its files, without the ending
 * @param language ending of the script's file ({@code js}, {@code py}); empty when the settings
 *     hold rules and there is no script
 * @param script empty when there is none
 * @param settings YAML: {@link MappingSettings}
 * @param tests YAML, where there are any
 */
public record MappingSource(
    String name, String language, String script, String settings, Optional<String> tests) {

  /**
   * Twelve characters of the SHA-256 of all that decides what the mapping does. Its tests do not: a
   * better test does not make another mapping.
   */
  public String version() {
    return Digests.base64Url(Digests.sha256(language + '\0' + script + '\0' + settings))
        .substring(0, 12);
  }

  /** Name of the file of the settings. */
  public String settingsFile() {
    return name + MappingFolder.SETTINGS;
  }

  /** Name of the file of the script; of the settings when there is none. */
  public String scriptFile() {
    return language.isEmpty() ? settingsFile() : name + "." + language;
  }

  /** Name of the file of the tests, whether there are any or not. */
  public String testsFile() {
    return name + MappingFolder.TESTS;
  }
}
