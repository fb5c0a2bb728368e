package io.tributary.broker.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.protocol.OAuthException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuerTest {

  @ParameterizedTest
  @CsvSource({
    "https://id.example,      NATIVE,    '',       https://id.example",
    "https://id.example/,     NATIVE,    '',       https://id.example/",
    "https://id.example/sso,  NATIVE,    '',       https://id.example/sso",
    "https://id.example,      OKTA,      default,  https://id.example/oauth2/default",
    "https://id.example/sso/, OKTA,      default,  https://id.example/sso/oauth2/default",
    "https://id.example,      AUTHENTIK, netbox,   https://id.example/application/o/netbox/",
    "http://localhost:8082,   AUTHENTIK, tributary, http://localhost:8082/application/o/tributary/",
  })
  void identifierIsSpelledAsItsLayoutDoes(
      String publicUrl, Layout layout, String name, String identifier) {
    assertEquals(identifier, Issuer.of(URI.create(publicUrl), layout, name).identifier());
  }

  @ParameterizedTest
  @CsvSource({
    "NATIVE,    '',      DISCOVERY,   /sso/.well-known/openid-configuration",
    "NATIVE,    '',      AUTHORIZE,   /sso/oauth2/v1/authorize",
    "NATIVE,    '',      JWKS,        /sso/oauth2/v1/keys",
    "NATIVE,    '',      OAUTH_METADATA, /.well-known/oauth-authorization-server/sso",
    "OKTA,      default, DISCOVERY,   /sso/oauth2/default/.well-known/openid-configuration",
    "OKTA,      default, TOKEN,       /sso/oauth2/default/v1/token",
    "OKTA,      default, OAUTH_METADATA, /.well-known/oauth-authorization-server/sso/oauth2/default",
    "AUTHENTIK, netbox,  DISCOVERY,   /sso/application/o/netbox/.well-known/openid-configuration",
    "AUTHENTIK, netbox,  AUTHORIZE,   /sso/application/o/authorize/",
    "AUTHENTIK, netbox,  JWKS,        /sso/application/o/netbox/jwks/",
    "AUTHENTIK, netbox,  END_SESSION, /sso/application/o/netbox/end-session/",
  })
  void pathsStandBelowThePublicUrl(
      Layout layout, String name, EndpointPath endpoint, String expected) {
    Issuer issuer = Issuer.of(URI.create("https://id.example:8443/sso"), layout, name);
    assertEquals(expected, issuer.path(endpoint));
    assertEquals("https://id.example:8443" + expected, issuer.url(endpoint));
  }

  @ParameterizedTest
  @CsvSource({
    "OKTA, v1",
    "OKTA, ''",
    "OKTA, a/b",
    "OKTA, ..",
    "OKTA, UPPER",
    "AUTHENTIK, token",
    "AUTHENTIK, userinfo",
    "AUTHENTIK, authorize",
    "NATIVE, x"
  })
  void namesThatWouldHideAPathAreRefused(Layout layout, String name) {
    assertFalse(layout.allowsName(name));
  }

  @Test
  void ordinaryNamesAreAllowed() {
    assertTrue(Layout.OKTA.allowsName("default"));
    assertTrue(Layout.AUTHENTIK.allowsName("netbox-2"));
    assertTrue(Layout.NATIVE.allowsName(""));
  }

  @Test
  void aSharedAddressBelongsToTheClientsHomeIssuer() {
    URI url = URI.create("https://id.example");
    Issuer one = Issuer.of(url, Layout.AUTHENTIK, "one");
    Issuer two = Issuer.of(url, Layout.AUTHENTIK, "two");
    IssuerChoice shared =
        new Issuers(List.of(one, two)).at(EndpointPath.AUTHORIZE).get("/application/o/authorize/");
    assertEquals(two, shared.forClient(List.of("two", "one")));
    assertEquals(one, shared.forClient(List.of("root", "one")));
    assertThrows(OAuthException.class, () -> shared.forClient(List.of("root")));
    assertEquals(two, shared.byIdentifier("https://id.example/application/o/two/"));
    assertThrows(OAuthException.class, () -> shared.byIdentifier("https://id.example"));
  }
}
