package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Userinfo: how it is asked, and what scopes give. */
class UserinfoModulesIT extends Examined {
  @Test
  @Plays("oidcc-userinfo-get")
  @Proves({"OIDCC-5.3.1", "OIDCC-5.3.2", "RFC6750-2.1"})
  void byGet() {
    Tokens tokens = first.run();
    Examiner.claims(first.userinfo(tokens), tokens);
  }

  @Test
  @Plays("oidcc-userinfo-post-header")
  @Proves({"OIDCC-5.3.1", "RFC6750-2.1"})
  void byPostWithTheTokenInTheHeader() {
    Tokens tokens = first.run();
    HttpResponse<String> answer =
        Wire.post(
            broker.endpoint("userinfo_endpoint"),
            Map.of(),
            Map.of("authorization", "Bearer " + tokens.accessToken()));
    Examiner.claims(answer, tokens);
  }

  @Test
  @Plays("oidcc-userinfo-post-body")
  @Proves({"OIDCC-5.3.1", "RFC6750-2.2"})
  void byPostWithTheTokenInTheForm() {
    Tokens tokens = first.run();
    HttpResponse<String> answer =
        Wire.post(
            broker.endpoint("userinfo_endpoint"),
            Map.of("access_token", tokens.accessToken()),
            Map.of());
    Examiner.claims(answer, tokens);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "openid profile",
        "openid email",
        "openid address",
        "openid phone",
        "openid profile email address phone"
      })
  @Plays({
    "oidcc-scope-profile",
    "oidcc-scope-email",
    "oidcc-scope-address",
    "oidcc-scope-phone",
    "oidcc-scope-all"
  })
  @Proves({"OIDCC-5.1", "OIDCC-5.1.1", "OIDCC-5.4"})
  void aScopeGivesItsClaimsAndNoOthers(String scope) {
    Tokens tokens = first.run("scope", scope);
    JsonObject claims = Examiner.claims(first.userinfo(tokens), tokens);
    Set<String> expected = StandardClaims.of(scope);
    expected.add("sub");
    assertEquals(expected, new TreeSet<>(claims.fieldNames()));
  }
}
