package io.tributary.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The machine's Chromium, driven by Playwright; nothing is downloaded and nothing is called home.
 */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
  private static final List<String> QUIET =
      List.of(
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // Names of the tests' applications, each a site of its own.
          "--host-resolver-rules=MAP *.tributary.test 127.0.0.1",
          "--no-default-browser-check",
          "--no-first-run",
          "--no-proxy-server");

  /** Chromium's sandbox refuses to work for root. */
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /**
   * The one that {@code CHROMIUM} of the environment names, else where Debian and others put it.
   */
  static Optional<Path> executable() {
    String named = System.getenv("CHROMIUM");
    return (named == null ? NAMES : List.of(named))
        .stream().map(Path::of).filter(Files::isExecutable).findFirst();
  }

  static Chromium launch(Path executable) {
    Playwright playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    return new Chromium(
        playwright,
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(executable)
                    .setChromiumSandbox(!ROOT)
                    .setArgs(QUIET)));
  }

  /**
   * A browser with a folder of its own that sends cookies to frames of other sites. The contexts of
   * {@link #browser()} do not, as Chromium's private windows do not.
   */
  BrowserContext sendingThirdPartyCookies(Path folder) throws IOException {
    Path preferences = folder.resolve("Default/Preferences");
    Files.createDirectories(preferences.getParent());
    Files.writeString(preferences, "{\"profile\":{\"cookie_controls_mode\":0}}");
    return playwright
        .chromium()
        .launchPersistentContext(
            folder,
            new BrowserType.LaunchPersistentContextOptions()
                .setExecutablePath(executable().orElseThrow())
                .setChromiumSandbox(!ROOT)
                .setIgnoreHTTPSErrors(true)
                .setArgs(QUIET));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }
}
