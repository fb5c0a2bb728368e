package io.tributary.broker.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.web.Tags.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private static final PageSamples PLAIN = new PageSamples(UnaryOperator.identity());

  /** Their scripts only do sooner what the page does without. */
  private static final Set<String> SCRIPTED = Set.of("post-on", "signing-out");

  private final Pages pages = new Pages();

  @Test
  void samplesCoverEveryPage() {
    Set<Class<?>> shown = new HashSet<>();
    PLAIN.all().values().forEach(page -> shown.add(page.getClass()));
    Set<Class<?>> all = new HashSet<>(Arrays.asList(Page.class.getPermittedSubclasses()));
    all.remove(Page.Console.class);
    all.addAll(Arrays.asList(ConsolePage.class.getPermittedSubclasses()));
    assertEquals(all, shown);
  }

  /** The values must stay text: a page has the same tags and attributes whatever they hold. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' autofocus onfocus='alert(1)",
        "\" autofocus onfocus=\"alert(1)",
        "</title><svg onload=alert(1)>",
        "</main></body>",
        "--><script>alert(1)</script><!--",
        "&quot; onclick=&quot;alert(1)",
        "${7*7} @if(true) <%-- x --%>",
        "\u202egnp.exe\u2066",
        "line\nbreak\ttab"
      })
  void hostileValuesChangeNoTag(String hostile) {
    PageSamples samples = new PageSamples(text -> hostile);
    Map<String, Page> plain = PLAIN.all();
    samples
        .all()
        .forEach(
            (name, page) -> {
              String html = pages.render(page, samples.frame()).toString(UTF_8);
              assertEquals(Tags.skeleton(render(plain.get(name), name)), Tags.skeleton(html), name);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)"})
  void aScriptIsNoAddress(String address) {
    PageSamples samples = new PageSamples(text -> address);
    samples
        .all()
        .forEach(
            (name, page) -> {
              String html = pages.render(page, samples.frame()).toString(UTF_8);
              for (Tag link : Tags.named(html, "a")) {
                assertEquals("", link.attribute("href"), name);
              }
            });
  }

  @Test
  void valuesAreShownAndNotLost() {
    PageSamples samples = new PageSamples(text -> "Fish & <Chips>");
    samples
        .all()
        .forEach(
            (name, page) ->
                assertTrue(
                    pages
                        .render(page, samples.frame())
                        .toString(UTF_8)
                        .contains("Fish &amp; &lt;Chips&gt;"),
                    name));
  }

  @TestFactory
  Stream<DynamicTest> everyPageKeepsTheRules() {
    return PLAIN.all().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      String html = render(entry.getValue(), entry.getKey());
                      assertRules(html);
                      // What leaves by itself carries no token of ours: it is for another site.
                      if (!entry.getKey().equals("post-on")) {
                        assertForms(html);
                      }
                      if (!SCRIPTED.contains(entry.getKey())) {
                        assertEquals(List.of(), Tags.named(html, "script"));
                      }
                    }));
  }

  private static void assertRules(String html) {
    assertTrue(html.stripLeading().startsWith("<!doctype html>"));
    assertEquals("en", Tags.named(html, "html").get(0).attribute("lang"));
    for (String once : List.of("main", "header", "h1", "title")) {
      assertEquals(1, Tags.named(html, once).size(), once);
    }
    for (String never : List.of("style", "object", "base")) {
      assertEquals(List.of(), Tags.named(html, never), never);
    }
    for (Tag picture : Tags.named(html, "img")) {
      // Ours, with a name, and nothing moves when it arrives.
      assertEquals("/logos/n3tw0rk", picture.attribute("src"));
      assertEquals("Logo of Network inventory", picture.attribute("alt"));
      assertEquals("48", picture.attribute("width"));
      assertEquals("48", picture.attribute("height"));
    }
    for (Tag link : Tags.named(html, "a")) {
      if (link.attribute("href").startsWith("https://app.example")) {
        assertEquals("noreferrer noopener", link.attribute("rel"));
      }
    }
    for (Tag tag : Tags.of(html)) {
      for (String attribute : tag.attributes().keySet()) {
        assertFalse(attribute.equals("style") || attribute.startsWith("on"), tag::toString);
      }
    }
    for (Tag link : Tags.named(html, "link")) {
      assertTrue(link.attribute("href").startsWith("/assets/"), link::toString);
    }
    assertTrue(html.contains("<code>01k9x3v7e2m4q8w6r5t1</code>"), "request id");
    assertReferences(html);
  }

  private static void assertForms(String html) {
    String[] forms = html.split("(?=<form )", -1);
    for (String form : Arrays.copyOfRange(forms, 1, forms.length)) {
      String body = form.substring(0, form.indexOf("</form>"));
      Tag head = Tags.of(body).get(0);
      assertEquals("post", head.attribute("method"));
      String name = head.attribute("action").replace("/login/", "");
      assertTrue(
          body.contains("<input type=\"hidden\" name=\"csrf\" value=\"token-" + name + "\">"),
          () -> "own token in " + head);
      assertFalse(Tags.named(body, "button").isEmpty(), head::toString);
    }
  }

  /** Every field has a label, and everything that is pointed at exists once. */
  private static void assertReferences(String html) {
    List<Tag> tags = Tags.of(html);
    List<String> ids =
        tags.stream().map(tag -> tag.attribute("id")).filter(id -> !id.isEmpty()).toList();
    assertEquals(Set.copyOf(ids).size(), ids.size(), "ids are unique");
    Set<String> labelled =
        Tags.named(html, "label").stream()
            .map(label -> label.attribute("for"))
            .collect(Collectors.toSet());
    List<Tag> fields =
        tags.stream()
            .filter(tag -> Set.of("input", "textarea", "select").contains(tag.name()))
            .toList();
    for (Tag input : fields) {
      if (!input.attribute("type").equals("hidden")) {
        assertTrue(labelled.contains(input.attribute("id")), input::toString);
      }
    }
    for (Tag tag : tags) {
      for (String pointer : List.of("aria-describedby", "aria-labelledby", "for")) {
        if (tag.attributes().containsKey(pointer)) {
          assertTrue(ids.contains(tag.attribute(pointer)), tag::toString);
        }
      }
    }
  }

  /** OpenID Connect Front-Channel Logout §3: the one page that frames, and how. */
  @Test
  void onlyTheFarewellHasFramesAndTheyAreCaged() {
    PLAIN
        .all()
        .forEach(
            (name, page) -> {
              List<Tag> frames = Tags.named(render(page, name), "iframe");
              assertEquals(name.equals("signing-out") ? 1 : 0, frames.size(), name);
              for (Tag frame : frames) {
                // Without allow-top-navigation: a frame does not lead the person elsewhere.
                assertEquals("allow-same-origin allow-scripts", frame.attribute("sandbox"));
                assertEquals("no-referrer", frame.attribute("referrerpolicy"));
              }
            });
  }

  @Test
  void theFarewellGoesOnByItselfByAFileOfOursAndByALink() {
    String html = render("signing-out");
    List<Tag> scripts = Tags.named(html, "script");
    assertEquals(1, scripts.size());
    assertEquals("/assets/signing-out.js", scripts.get(0).attribute("src"));
    assertTrue(html.contains("></script>"), "nothing in line");
    assertTrue(html.contains("http-equiv=\"refresh\" content=\"4;url=http://localhost:8090/\""));
    Tag link = Tags.named(html, "a").get(0);
    assertEquals("go-on", link.attribute("id"));
    assertEquals("http://localhost:8090/", link.attribute("href"));
    Page stays =
        new Page.SigningOut(
            List.of("https://app.example/out"), List.of("Network inventory"), Optional.empty());
    String still = pages.render(stays, PLAIN.frame()).toString(UTF_8);
    assertFalse(still.contains("<script") || still.contains("refresh"));
  }

  /** OAuth 2.0 Form Post Response Mode §2; without scripts there is a button. */
  @Test
  void theFormForAnApplicationIsSentByAFileOfOursOrByHand() {
    String html = render("post-on");
    List<Tag> scripts = Tags.named(html, "script");
    assertEquals(1, scripts.size());
    assertEquals("/assets/post-on.js", scripts.get(0).attribute("src"));
    assertTrue(html.contains("></script>"), "nothing in line");
    Tag form = Tags.named(html, "form").get(0);
    assertEquals("https://app.example/callback", form.attribute("action"));
    assertEquals("post", form.attribute("method"));
    assertEquals("what the application sent", Tags.named(html, "input").get(0).attribute("value"));
    assertEquals(1, Tags.named(html, "input").size());
    String noscript = html.substring(html.indexOf("<noscript>"), html.indexOf("</noscript>"));
    assertEquals(1, Tags.named(noscript, "button").size());
  }

  @Test
  void aWrongPasswordIsTiedToItsFields() {
    String html = render("local-login-error");
    for (Tag input : Tags.named(html, "input")) {
      if (!input.attribute("type").equals("hidden")) {
        assertEquals("login-error", input.attribute("aria-describedby"));
        assertEquals("true", input.attribute("aria-invalid"));
      }
    }
    assertEquals("local", input(html, "username").attribute("value"));
    assertFalse(input(html, "password").attributes().containsKey("value"));
    assertTrue(input(html, "password").attributes().containsKey("autofocus"));
    assertTrue(Tags.named(html, "p").get(0).attribute("role").equals("alert"));
  }

  @Test
  void aFirstTryHasNoErrorMarks() {
    String html = render("local-login");
    assertFalse(html.contains("aria-invalid") || html.contains("alert"));
    assertEquals("username", input(html, "username").attribute("autocomplete"));
    assertEquals("current-password", input(html, "password").attribute("autocomplete"));
    assertEquals("password", input(html, "password").attribute("type"));
  }

  @Test
  void theChoiceMarksTheLastOneAndTheOneThatIsDown() {
    String html = render("choose-upstream");
    assertEquals(
        List.of("okta", "authentik", "a"),
        Tags.named(html, "button").stream()
            .filter(button -> button.attribute("name").equals("upstream"))
            .map(button -> button.attribute("value"))
            .toList());
    String okta = html.substring(html.indexOf("\"okta\""), html.indexOf("\"authentik\""));
    String authentik = html.substring(html.indexOf("\"authentik\""), html.indexOf("\"a\""));
    assertTrue(okta.contains("used last time") && !okta.contains("not answering"));
    assertTrue(authentik.contains("not answering") && !authentik.contains("used last time"));
  }

  @Test
  void optionalPartsAreLeftOut() {
    assertFalse(render("choose-upstream-no-local").contains("password"));
    assertEquals(List.of(), Tags.named(render("logged-out-nowhere"), "a"));
    assertEquals(List.of(), Tags.named(render("how-to-go-on-nowhere"), "ol"));
    assertEquals(List.of(), Tags.named(render("home"), "form"));
    assertFalse(render("confirm-logout-nobody").contains("signed in as"));
  }

  @Test
  void anApplicationIsShownWithItsLogoAndLinksWhereItHasThem() {
    for (String name : List.of("choose-upstream", "consent")) {
      String html = render(name);
      assertEquals(1, Tags.named(html, "img").size(), name);
      assertTrue(
          Tags.named(html, "a").stream()
              .map(link -> link.attribute("href"))
              .toList()
              .containsAll(List.of("https://app.example/privacy", "https://app.example/terms")),
          name);
    }
    assertEquals(List.of(), Tags.named(render("local-login"), "img"));
    assertFalse(render("local-login").contains("about"));
  }

  @Test
  void whoRegisteredItselfIsMarkedAndOnlyThey() {
    assertTrue(render("consent").contains("registered itself"));
    assertTrue(render("consent").contains("<bdi>app.example</bdi>"));
    assertFalse(render("consent-known").contains("registered itself"));
  }

  @Test
  void decisionsAreNamedAsTheHandlersReadThem() {
    assertEquals(List.of("allow", "deny"), decisions("consent"));
    assertEquals(List.of("logout", "stay"), decisions("confirm-logout"));
  }

  @Test
  void aFailureSaysWhatToHandOn() {
    String html = render("failure");
    assertTrue(html.contains("give this id to your administrator"));
    assertTrue(html.contains("400 invalid_request"));
  }

  @Test
  void assetsMoveWithTheBase() {
    Page.Frame frame = new Page.Frame(new PageLook("Okta", "#00297a"), "/sso/", "r1");
    String html =
        pages.render(new Page.LoggedOut(Optional.empty(), Optional.empty()), frame).toString(UTF_8);
    for (Tag link : Tags.named(html, "link")) {
      assertTrue(link.attribute("href").startsWith("/sso/assets/"), link::toString);
    }
  }

  @Test
  void theStyleSheetIsSmallAndFetchesNothingFromElsewhere() throws IOException {
    String css = asset("tributary.css");
    assertTrue(css.length() < 10_000);
    assertFalse(css.contains("//") || css.contains("@import") || css.contains("data:"));
    assertFalse(asset("mark.svg").contains("<script"));
  }

  /** For looking at: scripts and people open the files in a browser. */
  @Test
  void writesThePagesForLookingAt() throws IOException {
    Path folder = Path.of("target", "pages");
    Files.createDirectories(folder.resolve("assets"));
    for (Map.Entry<String, Page> page : PLAIN.all().entrySet()) {
      Path file = folder.resolve(page.getKey() + ".html");
      Files.writeString(file, render(page.getKey()).replace("\"/assets/", "\"assets/"));
      assertTrue(Files.size(file) > 0);
    }
    for (String name : List.of("tributary.css", "mark.svg")) {
      Files.writeString(folder.resolve("assets").resolve(name), asset(name));
    }
    Files.writeString(folder.resolve("assets/accent.css"), ":root{--accent:#0b6e69}");
  }

  private List<String> decisions(String name) {
    return Tags.named(render(name), "button").stream()
        .filter(button -> button.attribute("name").equals("decision"))
        .map(button -> button.attribute("value"))
        .toList();
  }

  private static Tag input(String html, String id) {
    return Tags.named(html, "input").stream()
        .filter(tag -> tag.attribute("id").equals(id))
        .findFirst()
        .orElseThrow();
  }

  private static String asset(String name) throws IOException {
    try (InputStream in = PagesTest.class.getResourceAsStream("/assets/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private String render(String name) {
    return render(PLAIN.all().get(name), name);
  }

  private String render(Page page, String name) {
    assertTrue(name.matches("[a-z-]+"));
    return pages.render(page, PLAIN.frame()).toString(UTF_8);
  }
}
