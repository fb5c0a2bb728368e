package io.tributary.broker.script.starlark;

/**
 * A value of the language that Java has no class for. The others are {@code Boolean}, {@code Long}
 * and {@code BigInteger} (an int; never a {@code BigInteger} that fits a {@code Long}), {@code
 * Double} and {@code String}; there is no Java null among values.
 */
interface Value {
  Type type();
}
