package io.tributary.platform.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What all sections of one file share.
 *
 * @param folder absolute folder of the file; relative paths begin here
 * @param environment variables that may be named
 * @param problems where problems are noted
 */
record Source(Path folder, Map<String, String> environment, Problems problems) {

  /** For a section whose one problem is noted: that all its keys are missing is no news. */
  Source muted() {
    return new Source(folder, environment, new Problems(""));
  }
}
