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

  /** The first path that is not there, as a message; empty: all are. */
  static List<String> missing(List<Path> paths) {
    return paths.stream()
        .filter(path -> !Files.exists(path))
        .map(path -> path + " is not there")
        .toList();
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
