package io.tributary.platform.config;

import java.util.Optional;

/**
 * The outcome of reading one key.
 *
 * @param state whether the key was there and readable
 * @param value what it read to; the stand-in unless readable
 * @param onMissing notes that a required key is absent
 */
record ReadSetting<T>(State state, T value, Runnable onMissing) implements ConfigReader.Setting<T> {
  enum State {
    ABSENT,
    READ,
    WRONG
  }

  @Override
  public T required() {
    if (state == State.ABSENT) {
      onMissing.run();
    }
    return value;
  }

  @Override
  public T or(T defaultValue) {
    return state == State.READ ? value : defaultValue;
  }

  /** A wrong value counts as present, so that it is not reported a second time as missing. */
  @Override
  public Optional<T> optional() {
    return state == State.ABSENT ? Optional.empty() : Optional.of(value);
  }
}
