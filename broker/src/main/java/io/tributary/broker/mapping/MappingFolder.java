package io.tributary.broker.mapping;

import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A folder of mappings: for each a script ({@code NAME.js}, {@code NAME.py}), its settings ({@code
 * NAME.yaml}) and, where there are any, its tests ({@code NAME.test.yaml}). Other files are left
 * alone.
 */
public final class MappingFolder {
  static final String SETTINGS = ".yaml";
  static final String TESTS = ".test.yaml";

  private final Path folder;
  private final MappingCompiler compiler;
  private final Predicate<String> wanted;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private MappingFolder(Path folder, MappingCompiler compiler, Predicate<String> wanted) {
    this.wanted = wanted;
    this.folder = folder;
    this.compiler = compiler;
  }

  /**
   * Loads every mapping of a folder, in the order in which they run.
   *
   * @throws ConfigException with every problem of every file
   */
  public static List<Mapping> load(Path folder, MappingCompiler compiler) {
    return load(folder, compiler, name -> true);
  }

  /** Those whose names are wanted; the files of others are not looked at. */
  public static List<Mapping> load(
      Path folder, MappingCompiler compiler, Predicate<String> wanted) {
    return new MappingFolder(folder, compiler, wanted).compiled();
  }

  /**
   * Reads the texts of every mapping of a folder, by name, without looking into them.
   *
   * @throws ConfigException when a file cannot be read, is not UTF-8, or stands alone
   */
  public static List<MappingSource> sources(Path folder, MappingCompiler compiler) {
    MappingFolder reading = new MappingFolder(folder, compiler, name -> true);
    List<MappingSource> sources = reading.read();
    reading.refuseProblems();
    return sources;
  }

  private List<Mapping> compiled() {
    List<Mapping> mappings = new ArrayList<>();
    for (MappingSource source : read()) {
      try {
        mappings.add(compiler.compile(source));
      } catch (ConfigException wrong) {
        wrong.problems().forEach(problem -> problems.add(inFolder(problem)));
      }
    }
    MappingSet.conflicts(mappings).forEach(problem -> problems.add(inFolder(problem)));
    refuseProblems();
    return mappings.stream().sorted(Mapping.SHOWN_ORDER).toList();
  }

  private List<MappingSource> read() {
    Map<String, List<Path>> byName = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .sorted()
          .forEach(
              file ->
                  name(file)
                      .filter(wanted)
                      .ifPresent(
                          name ->
                              byName.computeIfAbsent(name, none -> new ArrayList<>()).add(file)));
    } catch (IOException unreadable) {
      problem(folder, "the folder of mappings cannot be read");
    }
    List<MappingSource> sources = new ArrayList<>();
    byName.forEach((name, files) -> source(name, files).ifPresent(sources::add));
    return sources;
  }

  private Optional<MappingSource> source(String name, List<Path> files) {
    List<Path> scripts = files.stream().filter(file -> ending(file).isPresent()).toList();
    Optional<Path> tests = withEnding(files, name + TESTS);
    Optional<Path> settings = withEnding(files, name + SETTINGS);
    if (settings.isEmpty()) {
      problem(files.get(0), "there are no settings beside it; add " + name + SETTINGS);
      return Optional.empty();
    }
    Optional<String> yaml = text(settings.get());
    if (scripts.size() > 1) {
      // Looked at before everything else is read, because it decides what is read.
      Optional<String> chosen = yaml.flatMap(text -> SettingsReader.language(text));
      scripts = scripts.stream().filter(file -> chosen.equals(ending(file))).toList();
      if (scripts.isEmpty()) {
        problem(
            settings.get(),
            "there are two scripts of this name; say which one counts, such as language: py");
        return Optional.empty();
      }
    }
    Optional<String> body = scripts.isEmpty() ? Optional.of("") : text(scripts.get(0));
    Optional<String> written = tests.flatMap(this::text);
    String language = scripts.isEmpty() ? "" : ending(scripts.get(0)).orElseThrow();
    if (body.isEmpty()) {
      // Its settings are checked all the same, so that nothing is found only at the next try.
      yaml.ifPresent(text -> SettingsReader.read(settings.get().toString(), text, problems));
    }
    return yaml.flatMap(
        text -> body.map(script -> new MappingSource(name, language, script, text, written)));
  }

  private static Optional<Path> withEnding(List<Path> files, String fileName) {
    return files.stream()
        .filter(file -> file.getFileName().toString().equals(fileName))
        .findFirst();
  }

  /** The mapping that a file belongs to. */
  private Optional<String> name(Path file) {
    String whole = file.getFileName().toString();
    return Stream.concat(Stream.of(TESTS, SETTINGS), compiler.endings().stream().map(e -> "." + e))
        .filter(whole::endsWith)
        .findFirst()
        .map(ending -> whole.substring(0, whole.length() - ending.length()));
  }

  private Optional<String> ending(Path file) {
    return compiler.endings().stream()
        .filter(ending -> file.toString().endsWith("." + ending))
        .findFirst();
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

  private ConfigProblem inFolder(ConfigProblem problem) {
    return new ConfigProblem(
        folder.resolve(problem.file()).toString(),
        problem.line(),
        problem.column(),
        problem.path(),
        problem.message());
  }

  private void problem(Path file, String message) {
    problems.add(new ConfigProblem(file.toString(), 0, 0, "", message));
  }

  private void refuseProblems() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }
}
