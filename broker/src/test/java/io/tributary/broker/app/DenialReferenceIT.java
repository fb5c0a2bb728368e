package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.platform.http.Page;
import io.tributary.platform.relyingparty.Fault;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an application is told of a denial leads an administrator to its trace. */
class DenialReferenceIT {
  /** RFC 6749 §4.1.2.1 allows no other characters. */
  private static final Pattern TOLD =
      Pattern.compile("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]+; reference ([A-Za-z0-9_-]{22})");

  @TempDir private static Path mappings;
  private static World world;
  private static TestApplication inventory;

  @BeforeAll
  static void start() {
    world =
        World.withMappings(
            mappings,
            "",
            "roles.js",
            "if (claims.department === 'closed') throw new Error('no'); return { roles: [] };",
            "roles.yaml",
            "{ scope: roles, order: 100, declares: { roles: list of text }, on_failure: deny }",
            "roles.test.yaml",
            "tests: [{ name: t, given: { claims: { groups: [a] } }, expect: { roles: [] } }]");
    inventory = world.inventory();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @AfterEach
  void heal() {
    world.okta().heal().user(World.ALICE);
  }

  private static Arrival refused(String error, String... parameters) {
    Page page = world.person().open(inventory.authorize(parameters));
    return Person.arrival(page).error(error);
  }

  private static LoginTrace.Part trace(Arrival told) {
    Matcher words = TOLD.matcher(told.get("error_description"));
    assertTrue(words.matches(), () -> told.get("error_description"));
    world.broker().settled();
    LoginTrace trace = world.broker().traced(words.group(1)).orElseThrow();
    return trace.parts().get(trace.parts().size() - 1);
  }

  @Test
  void ofAMapping() {
    Map<String, Object> closed = new HashMap<>(World.ALICE);
    closed.put("department", "closed");
    world.okta().user(closed);
    LoginTrace.Part end = trace(refused("access_denied", "idp_hint", "okta"));
    assertEquals("access_denied", end.error());
    assertTrue(end.fact("mapped").isPresent());
  }

  @Test
  void ofAProviderThatCannotBeTrusted() {
    world.okta().fault(Fault.ID_TOKEN_WRONG_SIGNATURE);
    assertEquals("server_error", trace(refused("server_error", "idp_hint", "okta")).error());
  }

  @Test
  void inAFormToo() {
    world.okta().fault(Fault.AUTHORIZE_DENIED);
    Page page =
        world.person().open(inventory.authorize("idp_hint", "okta", "response_mode", "form_post"));
    assertTrue(
        Pattern.compile("; reference [A-Za-z0-9_-]{22}\"").matcher(page.body()).find(), page::body);
  }

  /** An application that asks in silence each minute has nothing to look up. */
  @Test
  void notOfWhatIsNoDenial() {
    String told = refused("login_required", "prompt", "none").get("error_description");
    assertFalse(told.contains("reference"), told);
    String wrong =
        refused("unsupported_response_type", "response_type", "what").get("error_description");
    assertFalse(wrong.contains("reference"), wrong);
  }
}
