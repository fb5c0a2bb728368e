package io.tributary.browser;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The visits of one test, each a browser of its own: no cookie is shared between two of them. */
final class Visits {
  private final Chromium chromium;
  private final Supplier<Demonstration> demonstration;
  private final String test;
  private final List<Visit> open = new ArrayList<>();

  Visits(Chromium chromium, Supplier<Demonstration> demonstration, String test) {
    this.chromium = chromium;
    this.demonstration = demonstration;
    this.test = test;
  }

  Visit open() {
    return open(new Browser.NewContextOptions());
  }

  /** The authority of {@link TestCertificates} is in no trust store of the machine. */
  static Browser.NewContextOptions secure() {
    return new Browser.NewContextOptions().setIgnoreHTTPSErrors(true);
  }

  Visit open(Browser.NewContextOptions options) {
    Visit visit = new Visit(chromium.browser().newContext(options), demonstration);
    open.add(visit);
    return visit;
  }

  /**
   * Sends cookies to frames of other sites.
   *
   * @param folder for its files, empty
   */
  Visit openTrustingFrames(Path folder) throws IOException {
    Visit visit = new Visit(chromium.sendingThirdPartyCookies(folder), demonstration);
    open.add(visit);
    return visit;
  }

  /** Shows what the pages were when the test failed; else asserts that none complained. */
  void end(Optional<Throwable> failure) {
    List<String> complaints = new ArrayList<>();
    for (Visit visit : open) {
      failure.ifPresent(cause -> visit.keepForLooking(test));
      visit.close();
      complaints.addAll(visit.complaints());
    }
    if (failure.isEmpty() && !complaints.isEmpty()) {
      throw new AssertionError("The browser complained:\n" + String.join("\n", complaints));
    }
  }
}
