package io.tributary.platform.launch;

import io.tributary.platform.ops.HarmlessText;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** What a {@code list} command prints: a line each, or a sentence, never nothing. */
public final class Listing {
  private Listing() {}

  public static <T> void print(Collection<T> found, Function<T, String> line) {
    printAll(found, one -> List.of(line.apply(one)));
  }

  /** Of each as many lines as it needs: a line end within one would be shown as a sign. */
  public static <T> void printAll(Collection<T> found, Function<T, List<String>> lines) {
    if (found.isEmpty()) {
      System.out.println("There are none.");
    }
    found.forEach(
        one -> lines.apply(one).forEach(line -> System.out.println(HarmlessText.of(line))));
  }
}
