package io.tributary.broker.mapping;

import io.tributary.broker.script.ScriptLanguage;
import io.tributary.broker.script.ScriptSyntax;
import io.tributary.broker.script.ScriptText;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import io.tributary.platform.protocol.Digests;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of mappings: for each a script ({@code NAME.js}) and its settings ({@code NAME.yaml}).
 * Other files are left alone, {@code NAME.test.yaml} among them.
 */
public final class MappingFolder {
  private static final String SETTINGS = ".yaml";
  private static final String TESTS = ".test.yaml";

  private final List<ScriptLanguage> languages;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private MappingFolder(List<ScriptLanguage> languages) {
    this.languages = languages;
  }

  /**
   * Loads every mapping of a folder, in the order in which they run.
   *
   * @throws ConfigException with every problem of every file
   */
  public static List<Mapping> load(Path folder, List<ScriptLanguage> languages) {
    return new MappingFolder(languages).read(folder);
  }

  private List<Mapping> read(Path folder) {
    Map<String, List<Path>> byName = new LinkedHashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .sorted()
          .filter(file -> isScript(file) || isSettings(file))
          .forEach(file -> byName.computeIfAbsent(name(file), none -> new ArrayList<>()).add(file));
    } catch (IOException unreadable) {
      problem(folder, "the folder of mappings cannot be read");
    }
    List<Mapping> mappings = new ArrayList<>();
    byName.forEach((name, files) -> read(name, files).ifPresent(mappings::add));
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return mappings.stream().sorted(Mapping.SHOWN_ORDER).toList();
  }

  private Optional<Mapping> read(String name, List<Path> files) {
    List<Path> scripts = files.stream().filter(this::isScript).toList();
    List<Path> settings = files.stream().filter(MappingFolder::isSettings).toList();
    if (scripts.size() != 1 || settings.size() != 1) {
      String missing =
          scripts.isEmpty()
              ? "there is no script beside it; add " + name + ".js"
              : scripts.size() > 1
                  ? "there are two scripts of this name; remove one"
                  : "there are no settings beside it; add " + name + SETTINGS;
      problem(files.get(0), missing);
      return Optional.empty();
    }
    Optional<String> body = text(scripts.get(0));
    Optional<String> yaml = text(settings.get(0));
    body.ifPresent(script -> checkScript(scripts.get(0), text(name, script)));
    Optional<MappingSettings> read =
        yaml.flatMap(text -> MappingSettings.read(settings.get(0), text, problems));
    return body.flatMap(
        script -> read.map(found -> mapping(name, scripts.get(0), script, found, yaml.get())));
  }

  private Mapping mapping(
      String name, Path file, String body, MappingSettings settings, String yaml) {
    return new Mapping(
        name,
        settings.scopes(),
        settings.order(),
        settings.declares(),
        settings.merge(),
        settings.onFailure(),
        text(name, body),
        language(file).orElseThrow(),
        version(body, yaml));
  }

  private static ScriptText text(String name, String body) {
    return new ScriptText(name, Mapping.PARAMETERS, body);
  }

  /** Twelve characters of the SHA-256 of both files. */
  private static String version(String body, String yaml) {
    return Digests.base64Url(Digests.sha256(body + '\0' + yaml)).substring(0, 12);
  }

  private void checkScript(Path file, ScriptText script) {
    try {
      language(file).orElseThrow().check(script);
    } catch (ScriptSyntax wrong) {
      problems.add(
          new ConfigProblem(file.toString(), wrong.line(), wrong.column(), "", wrong.getMessage()));
    }
  }

  private Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException notText) {
      problem(file, "the file is not UTF-8 text");
    } catch (IOException unreadable) {
      problem(file, "the file cannot be read");
    }
    return Optional.empty();
  }

  private void problem(Path file, String message) {
    problems.add(new ConfigProblem(file.toString(), 0, 0, "", message));
  }

  private boolean isScript(Path file) {
    return language(file).isPresent();
  }

  private static boolean isSettings(Path file) {
    return file.toString().endsWith(SETTINGS) && !file.toString().endsWith(TESTS);
  }

  private Optional<ScriptLanguage> language(Path file) {
    return languages.stream()
        .filter(language -> file.toString().endsWith("." + language.extension()))
        .findFirst();
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }
}
