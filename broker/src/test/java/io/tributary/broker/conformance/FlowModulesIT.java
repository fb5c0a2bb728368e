package io.tributary.broker.conformance;

import static io.tributary.platform.proof.Profile.FORM_POST_BASIC;
import static io.tributary.platform.proof.Profile.FORM_POST_HYBRID;
import static io.tributary.platform.proof.Profile.FORM_POST_IMPLICIT;
import static io.tributary.platform.proof.Profile.HYBRID;
import static io.tributary.platform.proof.Profile.IMPLICIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The modules that the suite runs for every response type and mode; those of codes: see there. */
class FlowModulesIT extends Examined {
  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {"oidcc-server", "oidcc-idtoken-signature", "oidcc-userinfo-get"},
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.2.2.5", "OIDCC-3.2.2.9", "OIDCC-3.3.2.5", "OIDCC-3.3.2.11", "OIDCC-3.3.3.6"})
  void answersAreGoodAndCarryNothingUnasked(Plan plan) {
    Tokens tokens = first.using(plan.flow()).run();
    if (plan.reachesUserinfo()) {
      assertEquals(Set.of("sub"), Examiner.claims(first.userinfo(tokens), tokens).fieldNames());
    }
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {"oidcc-userinfo-post-header", "oidcc-userinfo-post-body"},
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-5.3.1", "RFC6750-2.1", "RFC6750-2.2"})
  void userinfoByPost(Plan plan) {
    Tokens tokens = first.using(plan.flow()).run();
    if (!plan.reachesUserinfo()) {
      assertNull(tokens.accessToken());
      return;
    }
    HttpResponse<String> byHeader =
        Wire.post(
            broker.endpoint("userinfo_endpoint"),
            Map.of(),
            Map.of("authorization", "Bearer " + tokens.accessToken()));
    Examiner.claims(byHeader, tokens);
    HttpResponse<String> byForm =
        Wire.post(
            broker.endpoint("userinfo_endpoint"),
            Map.of("access_token", tokens.accessToken()),
            Map.of());
    Examiner.claims(byForm, tokens);
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = "oidcc-response-type-missing",
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"RFC6749-3.1.1", "RFC6749-4.1.2.1", "RFC6749-4.2.2.1"})
  void withoutResponseTypeThereIsAnErrorInTheModeThatIsAsked(Plan plan) {
    // Without a type there is no default but that of codes.
    Examiner examiner = first.using(plan.flow().mode().isPresent() ? plan.flow() : Flow.CODE);
    String error = examiner.error(examiner.open(examiner.request("response_type", null)));
    assertTrue(Set.of("invalid_request", "unsupported_response_type").contains(error), error);
    assertFalse(examiner.wasAsked());
  }

  @ParameterizedTest
  @EnumSource(
      value = Plan.class,
      mode = Mode.MATCH_ANY,
      names = {".*ID_TOKEN.*"})
  @Plays(
      value = "oidcc-ensure-request-without-nonce-fails",
      in = {IMPLICIT, HYBRID, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.2.2.1", "OIDCC-3.3.2.11", "OIDCC-3.3.2.6", "OIDCC-15.5.2"})
  void anIdTokenInTheAnswerNeedsANonce(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    String error = examiner.error(examiner.open(examiner.request("nonce", null)));
    assertEquals("invalid_request", error);
    assertFalse(examiner.wasAsked());
  }

  @ParameterizedTest
  @EnumSource(
      value = Plan.class,
      names = {"CODE_FORM", "CODE_TOKEN", "CODE_TOKEN_FORM"})
  @Plays(
      value = "oidcc-ensure-request-without-nonce-succeeds-for-code-flow",
      in = {HYBRID, FORM_POST_BASIC, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.1.2.1", "OIDCC-3.3.2.11"})
  void otherAnswersNeedNone(Plan plan) {
    assertNull(first.using(plan.flow()).run("nonce", null).claims().getString("nonce"));
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {
        "oidcc-scope-profile",
        "oidcc-scope-email",
        "oidcc-scope-address",
        "oidcc-scope-phone",
        "oidcc-scope-all"
      },
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Plays({"oidcc-scope-profile", "oidcc-scope-address", "oidcc-scope-phone", "oidcc-scope-all"})
  @Proves({"OIDCC-5.1", "OIDCC-5.4"})
  void scopesGiveTheirClaimsWhereTheClientCanGetThem(Plan plan) {
    for (String scope :
        List.of("profile", "email", "address", "phone", "profile email address phone")) {
      Tokens tokens = first.using(plan.flow()).run("scope", "openid " + scope);
      Set<String> expected = new TreeSet<>();
      for (String one : scope.split(" ", -1)) {
        expected.addAll(StandardClaims.OF_SCOPE.get(one));
      }
      JsonObject claims =
          plan.reachesUserinfo()
              ? Examiner.claims(first.userinfo(tokens), tokens)
              : tokens.claims();
      Set<String> missing = new TreeSet<>(expected);
      missing.removeAll(claims.fieldNames());
      assertEquals(Set.of(), missing, scope);
      if (plan.reachesUserinfo()) {
        expected.add("sub");
        assertEquals(expected, new TreeSet<>(claims.fieldNames()), scope);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = "oidcc-alternate-happy-flow",
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"RFC6749-3.3", "RFC6749-3.1.1"})
  void orderDoesNotMatter(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    Map<String, String> request = examiner.request("scope", "email openid");
    List<String> types = new ArrayList<>(List.of(plan.flow().type().split(" ", -1)));
    Collections.reverse(types);
    List<String> names = new ArrayList<>(request.keySet());
    Collections.reverse(names);
    Map<String, String> turned = new LinkedHashMap<>();
    names.forEach(name -> turned.put(name, request.get(name)));
    turned.put("response_type", String.join(" ", types));
    examiner.finish(examiner.open(turned));
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {
        "oidcc-display-page",
        "oidcc-display-popup",
        "oidcc-ui-locales",
        "oidcc-claims-locales",
        "oidcc-login-hint",
        "oidcc-ensure-request-with-unknown-parameter-succeeds"
      },
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.1.2.1", "OIDCC-5.2"})
  void wishesAreNoError(Plan plan) {
    first.using(plan.flow()).run("display", "page", "ui_locales", "se");
    first.using(plan.flow()).run("display", "popup", "claims_locales", "se", "extra", "foobar");
    first
        .using(plan.flow())
        .run("login_hint", "nobody@certification.example.com", "ui_locales", "fr en");
  }

  private static long authTime(Tokens tokens) {
    return tokens.claims().getLong("auth_time");
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {
        "oidcc-prompt-login",
        "oidcc-prompt-none-logged-in",
        "oidcc-max-age-1",
        "oidcc-max-age-10000",
        "oidcc-id-token-hint"
      },
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-2", "OIDCC-3.1.2.1", "OIDCC-3.1.2.3", "OIDCC-15.1"})
  void theLoginIsAsOldAsTheRequestLikes(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    Tokens before = examiner.run("max_age", "15000");
    broker.clock().advance(java.time.Duration.ofSeconds(2));
    for (String[] silent :
        new String[][] {
          {"prompt", "none"},
          {"max_age", "10000"},
          {"prompt", "none", "id_token_hint", before.idToken()}
        }) {
      Tokens same = examiner.run(silent);
      assertFalse(examiner.wasAsked());
      assertEquals(authTime(before), authTime(same));
      assertEquals(before.claims().getString("sub"), same.claims().getString("sub"));
    }
    Tokens older = examiner.run("max_age", "1");
    assertTrue(examiner.wasAsked());
    assertTrue(authTime(older) > authTime(before));
    broker.clock().advance(java.time.Duration.ofSeconds(1));
    Tokens again = examiner.run("prompt", "login");
    assertTrue(examiner.wasAsked());
    assertTrue(authTime(again) > authTime(older));
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = "oidcc-prompt-none-not-logged-in",
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.1.2.6", "OIDCC-3.2.2.6", "OIDCC-3.3.2.6"})
  void promptNoneIsAnErrorInTheModeOfTheAnswer(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    String state = (RandomToken.bits256() + RandomToken.bits256() + RandomToken.bits256());
    String error =
        examiner.error(
            examiner.open(examiner.request("prompt", "none", "state", state.substring(0, 128))));
    assertEquals("login_required", error);
    assertFalse(examiner.wasAsked());
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {"oidcc-ensure-request-with-acr-values-succeeds", "oidcc-claims-essential"},
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.1.2.1", "OIDCC-5.5", "OIDCC-5.5.1", "OIDCC-15.1"})
  void classesAndClaimsThatWereAskedForComeBack(Plan plan) {
    String offered = broker.discovery().getJsonArray("acr_values_supported").getString(0);
    String where = plan.reachesUserinfo() ? "userinfo" : "id_token";
    Tokens tokens =
        first
            .using(plan.flow())
            .run(
                "acr_values",
                offered,
                "claims",
                "{\"" + where + "\":{\"name\":{\"essential\":true}}}");
    assertEquals(offered, tokens.claims().getString("acr"));
    JsonObject claims =
        plan.reachesUserinfo() ? Examiner.claims(first.userinfo(tokens), tokens) : tokens.claims();
    assertEquals("Alice Anderson", claims.getString("name"));
  }

  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = "oidcc-ensure-registered-redirect-uri",
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.1.2.1", "RFC6749-3.1.2.4", "RFC9700-4.1.3"})
  void anUnregisteredAddressGetsAPage(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    assertErrorPage(
        examiner.open(examiner.request("redirect_uri", Examiner.CALLBACK + "/x")),
        "not registered");
    assertFalse(examiner.wasAsked());
  }

  /** The suite skips unsigned objects where they are not offered. */
  @ParameterizedTest
  @EnumSource(Plan.class)
  @Plays(
      value = {
        "oidcc-unsigned-request-object-supported-correctly-or-rejected-as-unsupported",
        "oidcc-request-uri-unsigned-supported-correctly-or-rejected-as-unsupported",
        "oidcc-ensure-request-object-with-redirect-uri"
      },
      in = {IMPLICIT, HYBRID, FORM_POST_BASIC, FORM_POST_IMPLICIT, FORM_POST_HYBRID})
  @Proves({"OIDCC-3.2.2.6", "OIDCC-3.3.2.6", "OIDCC-6.1", "OIDCC-6.2"})
  void unsignedObjectsAreRefusedByName(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    // {"alg":"none"} and {}
    String object = "eyJhbGciOiJub25lIn0.e30.";
    assertEquals(
        "request_not_supported",
        examiner.error(examiner.open(examiner.request("request", object))));
    String error =
        examiner.error(
            examiner.open(
                examiner.request(
                    "request_uri", "https://www.certification.openid.net/test/a/tributary/r#x")));
    assertTrue(Set.of("request_uri_not_supported", "invalid_request_uri").contains(error), error);
    assertFalse(examiner.wasAsked());
  }
}
