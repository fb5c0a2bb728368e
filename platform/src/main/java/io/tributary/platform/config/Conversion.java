package io.tributary.platform.config;

/** From the expanded text of a scalar to a value. */
@FunctionalInterface
interface Conversion<T> {
  T convert(String text) throws UnreadableValue;
}
