package io.tributary.broker.mapping;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a declared claim looks like. */
public enum Shape {
  TEXT("text"),
  TEXTS("list of text"),
  BOOLEAN("boolean"),
  NUMBER("number"),
  OBJECT("object");

  private final String wire;

  Shape(String wire) {
    this.wire = wire;
  }

  /** As written under {@code declares}. */
  public String wire() {
    return wire;
  }

  public static Optional<Shape> of(String wire) {
    return Arrays.stream(values()).filter(shape -> shape.wire.equals(wire)).findFirst();
  }

  static List<String> wires() {
    return Arrays.stream(values()).map(Shape::wire).toList();
  }

  /** Whether two values of it can be put together. */
  boolean isMergeable() {
    return this == TEXTS || this == OBJECT;
  }

  public boolean accepts(Object value) {
    return switch (this) {
      case TEXT -> value instanceof String;
      case TEXTS ->
          value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
      case BOOLEAN -> value instanceof Boolean;
      case NUMBER -> value instanceof Number;
      case OBJECT -> value instanceof Map<?, ?>;
    };
  }

  /** What shape a value of a script has, and nothing of what stands in it. */
  public static String kind(Object value) {
    if (value instanceof List<?> list) {
      return list.stream()
          .filter(each -> !(each instanceof String))
          .map(Shape::kind)
          .findFirst()
          .map(other -> "a list with " + other + " in it")
          .orElse("a list of text");
    }
    return value == null
        ? "null"
        : value instanceof String
            ? "a text"
            : value instanceof Boolean
                ? "a boolean"
                : value instanceof Number ? "a number" : "an object";
  }
}
