package io.tributary.inventory.token;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The secret of a NetBox v1 token, {@code Authorization: Token <40 hex>}. It prints as {@code ***}.
 */
public record ApiToken(String key) {
  private static final Pattern HEADER = Pattern.compile("(?i:token) +([0-9a-f]{40})");
  private static final int BYTES = 20;

  public static ApiToken random() {
    byte[] key = new byte[BYTES];
    new SecureRandom().nextBytes(key);
    return new ApiToken(HexFormat.of().formatHex(key));
  }

  /** The token of an Authorization header; nothing for any other header. */
  public static Optional<ApiToken> ofHeader(String authorization) {
    Matcher matcher = HEADER.matcher(authorization);
    return matcher.matches() ? Optional.of(new ApiToken(matcher.group(1))) : Optional.empty();
  }

  @Override
  public String toString() {
    return "ApiToken[***]";
  }
}
