package io.tributary.broker.conformance;

import static io.tributary.platform.proof.Profile.FORM_POST_BASIC;
import static io.tributary.platform.proof.Profile.FORM_POST_HYBRID;
import static io.tributary.platform.proof.Profile.HYBRID;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the suite does with the code of a hybrid or posted answer. */
class FlowCodeModulesIT extends Examined {
  @ParameterizedTest
  @EnumSource(value = Plan.class, mode = Mode.MATCH_ALL, names = "CODE.*")
  @Plays(
      value = "oidcc-server-client-secret-post",
      in = {HYBRID, FORM_POST_BASIC, FORM_POST_HYBRID})
  @Proves({"OIDCC-9", "RFC6749-2.3.1"})
  void theSecretMayStandInTheForm(Plan plan) {
    Examiner examiner = second.using(plan.flow());
    Tokens tokens =
        examiner.tokens(examiner.exchangeByPost(examiner.code(examiner.open(examiner.request()))));
    Examiner.claims(examiner.userinfo(tokens), tokens);
  }

  @ParameterizedTest
  @EnumSource(value = Plan.class, mode = Mode.MATCH_ALL, names = "CODE.*")
  @Plays(
      value = {"oidcc-codereuse", "oidcc-codereuse-30seconds"},
      in = {HYBRID, FORM_POST_BASIC, FORM_POST_HYBRID})
  @Proves({"RFC6749-4.1.2", "RFC6749-10.5", "OIDCC-3.1.3.2"})
  void aCodeWorksOnceAndItsTokensDieOfTheSecondTime(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    String code = examiner.code(examiner.open(examiner.request()));
    Tokens tokens = examiner.tokens(examiner.exchange(code));
    Examiner.claims(examiner.userinfo(tokens), tokens);
    broker.clock().advance(Duration.ofSeconds(30));
    Examiner.assertTokenError(examiner.exchange(code), "invalid_grant");
    assertEquals(401, examiner.userinfo(tokens).statusCode());
  }

  @ParameterizedTest
  @EnumSource(value = Plan.class, mode = Mode.MATCH_ALL, names = "CODE.*")
  @Plays(
      value = "oidcc-ensure-request-with-valid-pkce-succeeds",
      in = {HYBRID, FORM_POST_BASIC, FORM_POST_HYBRID})
  @Proves({"RFC7636-4.3", "RFC7636-4.6"})
  void pkceWorksAndItsVerifierIsChecked(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    String verifier = RandomToken.bits256();
    Map<String, String> request =
        examiner.request(
            "code_challenge", Pkce.challenge(verifier), "code_challenge_method", "S256");
    examiner.tokens(
        examiner.exchange(examiner.code(examiner.open(request)), "code_verifier", verifier));
    Examiner.assertTokenError(
        examiner.exchange(examiner.code(examiner.open(request)), "code_verifier", verifier + "x"),
        "invalid_grant");
  }

  @ParameterizedTest
  @EnumSource(value = Plan.class, mode = Mode.MATCH_ALL, names = "CODE.*")
  @Plays(
      value = "oidcc-refresh-token",
      in = {HYBRID, FORM_POST_BASIC, FORM_POST_HYBRID})
  @Proves({"OIDCC-11", "OIDCC-12.1", "OIDCC-12.2", "RFC6749-6"})
  void refreshTokensComeWithTheCodeOnly(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    Tokens before = examiner.run("scope", "openid offline_access", "prompt", "consent");
    broker.clock().advance(Duration.ofSeconds(1));
    Tokens after = examiner.refreshed(examiner.refresh(before.refreshToken().orElseThrow()));
    for (String claim : new String[] {"iss", "sub", "aud", "azp", "auth_time"}) {
      assertEquals(before.claims().getValue(claim), after.claims().getValue(claim), claim);
    }
    assertNotEquals(before.accessToken(), after.accessToken());
    Tokens others =
        second.using(plan.flow()).run("scope", "openid offline_access", "prompt", "consent");
    Examiner.assertTokenError(
        examiner.refresh(others.refreshToken().orElseThrow()), "invalid_grant");
  }

  @ParameterizedTest
  @EnumSource(value = Plan.class, names = "CODE_FORM")
  @Plays(value = "oidcc-ensure-post-request-succeeds", in = FORM_POST_BASIC)
  @Proves({"OIDCC-3.1.2.1", "OIDCC-13.2", "FORMPOST-2"})
  void theRequestMayBePosted(Plan plan) {
    Examiner examiner = first.using(plan.flow());
    examiner.finish(examiner.post(examiner.request()));
  }
}
