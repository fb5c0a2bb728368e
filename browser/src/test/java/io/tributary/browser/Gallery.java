package io.tributary.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Pages in one look: for people in {@code target/screenshots}, and what a program finds wrong with
 * them.
 */
final class Gallery {
  private final Look look;
  private final List<String> faults = new ArrayList<>();
  private final Map<String, String> titles = new HashMap<>();

  Gallery(Look look) {
    this.look = look;
  }

  Look look() {
    return look;
  }

  List<String> faults() {
    return faults;
  }

  /**
   * Waits for the page by its heading.
   *
   * @param heading null: whichever it is
   */
  void see(Visit visit, String name, String heading) {
    if (heading != null) {
      assertThat(visit.heading(heading)).isVisible();
    }
    if (look == Look.LIGHT) {
      Axe.faults(visit.page()).forEach(fault -> faults.add(name + ": " + fault));
    }
    seeWithoutScript(visit, name);
  }

  /** axe-core waits for what never comes where scripts are off. */
  void seeWithoutScript(Visit visit, String name) {
    String file = look.name().toLowerCase(Locale.ROOT) + "-" + name;
    // First, for Playwright styles the page for its picture.
    PageCheck.faults(visit.page()).forEach(fault -> faults.add(file + ": " + fault));
    visit
        .page()
        .screenshot(
            new Page.ScreenshotOptions()
                .setFullPage(true)
                .setPath(Visit.screenshots().resolve(file + ".png")));
  }

  /** A page whose title belongs to it alone among those that were seen so. */
  void seeTitled(Visit visit, String name, String heading) {
    see(visit, name, heading);
    String title = visit.page().title();
    String other = titles.put(title, name);
    if (other != null) {
      faults.add(name + " and " + other + " are both called “" + title + "”");
    }
  }
}
