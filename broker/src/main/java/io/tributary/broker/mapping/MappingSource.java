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
 * @param kept the version as which the database has it, where that was made in the {@linkplain
 *     #isCalled earlier} way: what was published keeps its name
 */
public record MappingSource(
    String name,
    String language,
    String script,
    String settings,
    Optional<String> tests,
    Optional<String> kept) {
  /** What each text may hold, for whoever is told that something is too long. */
  public static final String LIMITS =
      "A script and its settings may have "
          + SourceRules.LONGEST
          + " characters each, its tests "
          + SourceRules.LONGEST_TESTS
          + ".";

  /** Of 64 values each, so 132 bits: nobody finds two mappings of one name. */
  private static final int CHARACTERS = 22;

  /** Of versions that were made before; their tests are not in them. */
  private static final int EARLIER_CHARACTERS = 12;

  public MappingSource(
      String name, String language, String script, String settings, Optional<String> tests) {
    this(name, language, script, settings, tests, Optional.empty());
  }

  /** Whether settings say {@code enabled: false}, whatever else is in them. */
  public static boolean isSwitchedOff(String settings) {
    return SettingsReader.isSwitchedOff(settings);
  }

  /** As the database has it, under the version that stands there. */
  public MappingSource keptAs(String version) {
    return version.length() == EARLIER_CHARACTERS
        ? new MappingSource(name, language, script, settings, tests, Optional.of(version))
        : this;
  }

  /**
   * The first 132 bits of the SHA-256 of all texts, and never beginning like an option of a
   * command. No text holds a NUL ({@link SourceRules}), so nothing can move from one into another.
   */
  public String version() {
    return kept.orElseGet(
        () ->
            characters(
                Digests.sha256(
                    String.join(
                        "\0", language, script, settings, tests.map("\0"::concat).orElse(""))),
                CHARACTERS));
  }

  private static String characters(byte[] hash, int count) {
    String all = Digests.base64Url(hash);
    int first = 0;
    while (all.charAt(first) == '-' && first + count < all.length()) {
      first++;
    }
    return all.substring(first, first + count);
  }

  /** Whether a version is these texts, also one made when it was half as long and without tests. */
  public boolean isCalled(String version) {
    if (version.length() != EARLIER_CHARACTERS) {
      return version.equals(version());
    }
    String decisive = language + '\0' + script + '\0' + settings;
    return version.equals(
        Digests.base64Url(Digests.sha256(decisive)).substring(0, EARLIER_CHARACTERS));
  }

  /** Whatever version it stands under. */
  public boolean hasTextsOf(MappingSource other) {
    return behavesAs(other) && name.equals(other.name) && tests.equals(other.tests);
  }

  /** Better tests make another version, and no other claims. */
  public boolean behavesAs(MappingSource other) {
    return language.equals(other.language)
        && script.equals(other.script)
        && settings.equals(other.settings);
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

  /** Whether a file of that name would be one of this mapping. */
  public boolean hasFile(String file) {
    return file.equals(settingsFile()) || file.equals(scriptFile()) || file.equals(testsFile());
  }
}
