package io.tributary.broker.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.conformance.Examiner.Tokens;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Proves;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

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

  @Test
  @Plays("oidcc-scope-email")
  @Proves("OIDCC-5.4")
  void scopeEmail() {
    assertScopesGiveTheirClaims("openid email");
  }

  private void assertScopesGiveTheirClaims(String scope) {
    Tokens tokens = first.run("scope", scope);
    JsonObject claims = Examiner.claims(first.userinfo(tokens), tokens);
    Set<String> expected = new TreeSet<>(Set.of("sub"));
    Arrays.stream(scope.split(" "))
        .filter(StandardClaims.OF_SCOPE::containsKey)
        .forEach(each -> expected.addAll(StandardClaims.OF_SCOPE.get(each)));
    assertEquals(expected, new TreeSet<>(claims.fieldNames()));
    assertTrue(tokens.claims().fieldNames().stream().noneMatch("email"::equals));
  }
}
