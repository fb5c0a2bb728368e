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

  /** Nothing longer is read at all, in bytes; each text has a bound of its own. */
  private static final long LONGEST = 4L << 20;

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

  /**
   * What a folder holds.
   *
   * @param problems of the mappings whose texts cannot be had, by name
   */
  public record Contents(List<MappingSource> sources, Map<String, List<ConfigProblem>> problems) {}

  /**
   * Reads the texts of every mapping of a folder, by name, and says of which they cannot be had.
   *
   * @throws ConfigException when the folder itself cannot be read
   */
  public static Contents contents(Path folder, MappingCompiler compiler) {
    MappingFolder reading = new MappingFolder(folder, compiler, name -> true);
    Map<String, List<Path>> files = reading.files();
    reading.refuseProblems();
    List<MappingSource> sources = new ArrayList<>();
    Map<String, List<ConfigProblem>> problems = new TreeMap<>();
    files.forEach(
        (name, of) -> {
          Optional<MappingSource> source = reading.source(name, of);
          if (reading.problems.isEmpty()) {
            source.ifPresent(sources::add);
          } else {
            problems.put(name, List.copyOf(reading.problems));
            reading.problems.clear();
          }
        });
    return new Contents(List.copyOf(sources), problems);
  }

  /**
   * Reads the texts of one mapping of a folder.
   *
   * @throws ConfigException when they are not all there, or cannot be read
   */
  public static MappingSource one(Path folder, String name, MappingCompiler compiler) {
    MappingFolder reading = new MappingFolder(folder, compiler, name::equals);
    List<Path> files = reading.files().getOrDefault(name, List.of());
    if (files.isEmpty()) {
      reading.problem(folder, "there is no " + name + SETTINGS + " in it");
    }
    Optional<MappingSource> source =
        files.isEmpty() ? Optional.empty() : reading.source(name, files);
    reading.refuseProblems();
    return source.orElseThrow();
  }

  /** The mapping that a file belongs to; empty: to none. */
  public static Optional<String> nameOf(Path file, MappingCompiler compiler) {
    return new MappingFolder(file, compiler, name -> true).name(file);
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
    List<MappingSource> sources = new ArrayList<>();
    files().forEach((name, files) -> source(name, files).ifPresent(sources::add));
    return sources;
  }

  private Map<String, List<Path>> files() {
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
    return byName;
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
      yaml.ifPresent(
          text ->
              SettingsReader.read(settings.get().toString(), text, compiler.patterns(), problems));
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
      Path real = file.toRealPath();
      if (!real.startsWith(folder.toRealPath())) {
        // A mapping is shown to people who may not read every file of this machine.
        problem(file, "the file is a link that leads out of the folder");
      } else if (!Files.isRegularFile(real)) {
        problem(file, "this is not a file");
      } else if (Files.size(real) > LONGEST) {
        problem(
            file, "the file is longer than " + LONGEST / 1024 + " KiB. " + MappingSource.LIMITS);
      } else {
        return Optional.of(Files.readString(real));
      }
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
