package io.tributary.broker.app;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.platform.config.ConfigException;
import io.tributary.platform.config.ConfigProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Mappings that are named by paths: folders of them, or any file of one. */
final class MappingPaths {
  private MappingPaths() {}

  /** A mapping and the folder that its files are in. */
  record Found(Path folder, Mapping mapping) {
    /** A file of it, as the user would name it. */
    Path file(String name) {
      return folder.resolve(name);
    }
  }

  /**
   * Refuses a path that is not there.
   *
   * @param mistake what is thrown for the first one, from a sentence
   */
  static void require(List<Path> paths, Function<String, RuntimeException> mistake) {
    for (Path path : paths) {
      if (!Files.exists(path)) {
        throw mistake.apply(path + " is not there");
      }
    }
  }

  /**
   * Compiles them.
   *
   * @throws ConfigException with every problem of every file
   */
  static List<Found> load(List<Path> paths, MappingCompiler compiler) {
    List<Found> found = new ArrayList<>();
    List<ConfigProblem> problems = new ArrayList<>();
    for (Path path : paths) {
      boolean whole = Files.isDirectory(path);
      Path parent = path.getParent() == null ? Path.of("") : path.getParent();
      Path folder = whole ? path : parent;
      try {
        MappingFolder.load(folder, compiler, name -> whole || isOf(path, name))
            .forEach(mapping -> found.add(new Found(folder, mapping)));
      } catch (ConfigException wrong) {
        problems.addAll(wrong.problems());
      }
    }
    if (problems.isEmpty() && found.isEmpty()) {
      problems.add(
          new ConfigProblem(paths.get(0).toString(), 0, 0, "", "there is no mapping there"));
    }
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
    return found;
  }

  private static boolean isOf(Path file, String mapping) {
    String name = file.getFileName().toString();
    return name.startsWith(mapping + ".") && mapping.equals(name.substring(0, name.indexOf('.')));
  }
}
