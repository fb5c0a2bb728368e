package io.tributary.platform.launch;

import io.tributary.platform.ops.HarmlessText;
import java.util.Collection;
import java.util.function.Function;

/** What a {@code list} command prints: a line each, or a sentence, never nothing. */
public final class Listing {
  private Listing() {}

  public static <T> void print(Collection<T> found, Function<T, String> line) {
    if (found.isEmpty()) {
      System.out.println("There are none.");
    }
    found.forEach(one -> System.out.println(HarmlessText.of(line.apply(one))));
  }
}
