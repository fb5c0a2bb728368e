package io.tributary.platform.config;

/**
 * One thing wrong at one place, printed as {@code file:line:column: path: message}.
 *
 * @param file as the user named it
 * @param line from 1; 0 when the problem has no place in the file
 * @param column from 1
 * @param path dotted path of the setting, for example {@code upstreams[1].client_id}
 * @param message one sentence that says what to do, with a suggestion where there is one
 */
public record ConfigProblem(String file, int line, int column, String path, String message) {
  @Override
  public String toString() {
    String place = line == 0 ? file : file + ":" + line + ":" + column;
    return path.isEmpty() ? place + ": " + message : place + ": " + path + ": " + message;
  }
}
