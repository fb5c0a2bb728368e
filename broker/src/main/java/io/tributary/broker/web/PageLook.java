package io.tributary.broker.web;

import io.tributary.platform.config.ConfigReader;

/**
 * What makes one broker's pages its own.
 *
 * @param productName shown in the head of each page and in titles
 * @param accent a CSS hex colour such as {@code #1f6feb}; checked at start, served in a style sheet
 *     of its own
 */
public record PageLook(String productName, String accent) {
  public static PageLook read(ConfigReader section) {
    String accent = section.text("accent").or("#0b6e69");
    if (!accent.matches("#[0-9a-fA-F]{6}")) {
      section.problem("accent", "write a colour as #rrggbb, for example #0b6e69");
    }
    return new PageLook(section.text("product_name").or("Tributary"), accent);
  }
}
