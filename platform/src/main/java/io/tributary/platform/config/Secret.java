package io.tributary.platform.config;

/** A configured secret. It prints as {@code ***}; only {@link #reveal()} gives the value. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
