package io.tributary.broker.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Another revision of this repository, built, in a folder below {@code target/bench-revisions}
 * where it stays for the next time.
 *
 * @param commit all 40 digits
 */
record Revision(String commit, Path folder) {

  /**
   * @param name as git knows it
   * @throws IOException when git does not know it, or it does not build; with what was said
   */
  static Revision checkedOut(Stage stage, String name) throws IOException, InterruptedException {
    Path root = stage.root();
    String commit =
        said(
                List.of(
                    "git",
                    "-C",
                    root.toString(),
                    "rev-parse",
                    "--verify",
                    "--quiet",
                    "--end-of-options",
                    name + "^{commit}"),
                "git knows no revision " + name)
            .trim();
    Path folder = root.resolve("target/bench-revisions/" + commit);
    Revision revision = new Revision(commit, folder);
    if (!Files.exists(folder.resolve("scripts/build"))) {
      stage.say("Checking out " + commit + " …");
      // Without a work tree of git's own, of which this repository would go on to know.
      Path partial = folder.resolveSibling(commit + "." + ProcessHandle.current().pid());
      Files.createDirectories(partial);
      Path archive = partial.resolve("tree.tar");
      said(
          List.of("git", "-C", root.toString(), "archive", "--output=" + archive, commit),
          "git does not give " + commit);
      said(List.of("tar", "-xf", archive.toString(), "-C", partial.toString()), "tar failed");
      Files.delete(archive);
      Files.move(partial, folder);
    }
    stage.say("Building " + commit + " …");
    said(List.of(folder.resolve("scripts/build").toString(), "broker"), "It does not build");
    return revision;
  }

  private static String said(List<String> command, String complaint)
      throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(complaint + ": " + text.trim());
    }
    return text;
  }
}
