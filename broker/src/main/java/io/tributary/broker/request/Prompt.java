package io.tributary.broker.request;

import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Values of {@code prompt} (OpenID Connect Core §3.1.2.1). */
public enum Prompt {
  NONE,
  LOGIN,
  CONSENT,
  SELECT_ACCOUNT;

  /**
   * @throws OAuthException {@code invalid_request} for an unknown value, or {@code none} beside
   *     another
   */
  static Set<Prompt> parse(String parameter) {
    Set<Prompt> prompts = EnumSet.noneOf(Prompt.class);
    for (String value : parameter.split(" ", -1)) {
      prompts.add(one(value));
    }
    if (prompts.contains(NONE) && prompts.size() > 1) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "The prompt none cannot be combined with others");
    }
    return prompts;
  }

  private static Prompt one(String value) {
    for (Prompt known : values()) {
      if (known.wire().equals(value)) {
        return known;
      }
    }
    throw OAuthException.of(ErrorCode.INVALID_REQUEST, "The prompt parameter has an unknown value");
  }

  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
