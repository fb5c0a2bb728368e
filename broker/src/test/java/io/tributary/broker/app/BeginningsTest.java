package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is refused first. */
class BeginningsTest {
  @ParameterizedTest
  @CsvSource({
    "/oauth2/v1/authorize, true",
    "/oauth2/v1/authorize/, true",
    "/sso/oauth2/v1/authorize, true",
    "/oauth2/partners/v1/authorize, true",
    "/application/o/authorize/, true",
    "/federation/initiate, true",
    "/oauth2/v1/register, true",
    "/oauth2/v1/login-report, true",
    "/api/v1/clients, true",
    "/console, true",
    "/console/clients, true",
    "/oauth2/v1/token, false",
    "/application/o/token/, false",
    "/federation/okta/callback, false",
    "/federation/okta/backchannel-logout, false",
    "/oauth2/v1/logout, false",
    "/oauth2/v1/keys, false",
    "/oauth2/v1/introspect, false",
    "/.well-known/openid-configuration, false",
    "/login/authorized, false",
    "'', false"
  })
  void whatBegins(String path, boolean begins) {
    assertEquals(begins, Beginnings.begins(path));
  }
}
