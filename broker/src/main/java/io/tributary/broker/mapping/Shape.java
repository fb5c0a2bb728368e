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
}
