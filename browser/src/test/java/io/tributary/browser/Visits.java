package io.tributary.browser;

import com.microsoft.playwright.Browser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The visits of one test, each a browser of its own: no cookie is shared between two of them. */
final class Visits {
  private final Browser browser;
  private final Demonstration demonstration;
  private final String test;
  private final List<Visit> open = new ArrayList<>();

  Visits(Browser browser, Demonstration demonstration, String test) {
    this.browser = browser;
    this.demonstration = demonstration;
    this.test = test;
  }

  Visit open() {
    return open(new Browser.NewContextOptions());
  }

  Visit open(Browser.NewContextOptions options) {
    Visit visit = new Visit(browser.newContext(options), demonstration);
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
