package io.tributary.broker.admin;

import java.util.regex.Pattern;

/** Addresses of the console. */
public final class ConsolePaths {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/_.-]{1,300}");

  private final String origin;
  private final String base;

  /**
   * @param origin of the public URL
   * @param base path of the public URL, with a slash at both ends
   */
  public ConsolePaths(String origin, String base) {
    this.origin = origin;
    this.base = base;
  }

  public String home() {
    return base + "console";
  }

  /** Below the console. */
  public String at(String rest) {
    return home() + "/" + rest;
  }

  public String callback() {
    return at("callback");
  }

  /** Absolute. */
  public String redirectUri() {
    return origin + callback();
  }

  /** A page of the console to come back to; its front page for anything else. */
  String target(String path) {
    boolean ours = path.equals(home()) || path.startsWith(home() + "/");
    return ours && PLAIN.matcher(path).matches() && !path.contains("..") && !path.contains("//")
        ? path
        : home();
  }
}
