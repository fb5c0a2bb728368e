package io.tributary.inventory.page;

/** What a template shows. Its template takes {@code page} and {@code frame}. */
public interface Page {
  /** File name below {@code src/main/jte}. */
  String template();

  /** Of the browser's tab. */
  String title();
}
