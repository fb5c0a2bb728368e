package io.tributary.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.options.ColorScheme;

/** How a page is looked at. */
enum Look {
  LIGHT(1280, 800, ColorScheme.LIGHT),
  DARK(1280, 800, ColorScheme.DARK),
  NARROW(360, 720, ColorScheme.LIGHT);

  private final int width;
  private final int height;
  private final ColorScheme scheme;

  Look(int width, int height, ColorScheme scheme) {
    this.width = width;
    this.height = height;
    this.scheme = scheme;
  }

  Browser.NewContextOptions options() {
    return new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(scheme);
  }
}
