package io.tributary.broker.script.starlark;

/** A variable that functions within its function see too. */
final class Cell {
  Object value;

  Cell(Object value) {
    this.value = value;
  }
}
