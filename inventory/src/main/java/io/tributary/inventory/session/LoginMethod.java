package io.tributary.inventory.session;

import java.util.Locale;

/** How a session began, and so how it ends: only single sign-on has somewhere else to log out. */
public enum LoginMethod {
  LOCAL,
  SSO;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static LoginMethod of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
