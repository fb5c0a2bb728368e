package io.tributary.broker.registration;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.client.AuthenticationMethod;
import io.tributary.broker.client.Client;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.ResponseType;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7591 §2 and OpenID Connect Dynamic Client Registration §2: each member with its rules. */
class ClientMetadataTest {
  private static final String P256 =
      "{'kty':'EC','crv':'P-256','x':'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',"
          + "'y':'4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM','kid':'1'}";

  private static final RegistrationRules RULES = rules(false);

  private static RegistrationRules rules(boolean loopback) {
    return new RegistrationRules(
        loopback,
        Set.of("openid", "profile", "email", "offline_access"),
        Set.of("authorization_code", "refresh_token"),
        Set.of(
            ResponseType.CODE_FLOW,
            ResponseType.parse("id_token"),
            ResponseType.parse("code id_token")),
        Set.of(SigningAlgorithm.RS256, SigningAlgorithm.ES256),
        RegistrationRules.names("Tributary", List.of("Network inventory")));
  }

  private static JsonObject json(String members) {
    String all = "{'redirect_uris':['https://app.example/cb']" + members + "}";
    return new JsonObject(all.replace('\'', '"'));
  }

  private static Client client(String members) {
    return ClientMetadata.read(json(members), RULES).client("id", "root", List.of());
  }

  private static void refused(ErrorCode code, JsonObject given, RegistrationRules rules) {
    OAuthException failure =
        assertThrows(OAuthException.class, () -> ClientMetadata.read(given, rules), given::encode);
    assertEquals(code, failure.code(), given::encode);
    assertTrue(failure.description().matches("[\\x20-\\x7e]+"), failure::description);
  }

  /** Whoever shows such a client id makes us read the set: it is small, and judged once. */
  @Test
  void aKeySetByValueIsSmall() {
    assertDoesNotThrow(() -> client(",'jwks':{'keys':[" + keys(16, "") + "]}"));
    refused(
        ErrorCode.INVALID_CLIENT_METADATA, json(",'jwks':{'keys':[" + keys(17, "") + "]}"), RULES);
    String wide = "'x5t':'" + "a".repeat(1100) + "',";
    refused(
        ErrorCode.INVALID_CLIENT_METADATA,
        json(",'jwks':{'keys':[" + keys(15, wide) + "]}"),
        RULES);
  }

  private static String keys(int count, String member) {
    return String.join(",", java.util.Collections.nCopies(count, P256.replace("{", "{" + member)));
  }

  /** What was registered before is not judged at every request, however large it is. */
  @Test
  void storedKeysAreNotParsedAgain() {
    JsonObject stored = json(",'jwks':{'keys':[" + keys(40, "") + ",{'kty':'EC','x':'bad'}]}");
    Client read = ClientMetadata.read(stored, RULES.forStored()).client("id", "root", List.of());
    assertTrue(read.authentication().keys().jwks().isPresent());
    JsonObject none = json(",'jwks':{'keys':[]}");
    assertDoesNotThrow(() -> ClientMetadata.read(none, RULES.forStored()));
  }

  @Test
  void leftOutMembersHaveTheirDefaults() {
    ClientMetadata read = ClientMetadata.read(json(""), RULES);
    JsonObject registered = read.registered();
    assertEquals("web", registered.getString("application_type"));
    assertEquals("client_secret_basic", registered.getString("token_endpoint_auth_method"));
    assertEquals(new JsonArray().add("code"), registered.getJsonArray("response_types"));
    assertEquals(new JsonArray().add("authorization_code"), registered.getJsonArray("grant_types"));
    assertEquals("RS256", registered.getString("id_token_signed_response_alg"));
    assertEquals("public", registered.getString("subject_type"));
    Client client = read.client("id", "root", List.of());
    assertTrue(client.registered());
    assertTrue(client.requests().consent(), "registered clients always ask");
    assertFalse(client.requests().pkceRequired());
    assertEquals(List.of("root"), client.issuers());
    assertEquals(Set.of(), client.release().always());
    assertFalse(client.release().allInIdToken());
    assertFalse(client.requests().scopes().contains("offline_access"), "without refresh tokens");
    assertEquals("id", client.name());
  }

  @Test
  void whatIsRegisteredReadsTheSameAgain() {
    JsonObject all =
        json(
            ",'client_name':'Größe 9','contacts':['a@example.com'],'scope':'openid email groups',"
                + "'jwks':{'keys':["
                + P256
                + "]},'grant_types':['authorization_code','implicit','refresh_token'],"
                + "'response_types':['code','id_token code'],'default_max_age':60,"
                + "'require_auth_time':true,'default_acr_values':['1'],"
                + "'id_token_encrypted_response_alg':'ECDH-ES','subject_type':'pairwise',"
                + "'initiate_login_uri':'https://app.example/start','tos_uri':'https://x.example/',"
                + "'request_uris':['https://app.example/r#h'],'userinfo_signed_response_alg':'ES256',"
                + "'post_logout_redirect_uris':['https://app.example/out'],"
                + "'frontchannel_logout_uri':'https://app.example/f?x=1',"
                + "'backchannel_logout_uri':'https://elsewhere.example/b',"
                + "'backchannel_logout_session_required':true");
    ClientMetadata first = ClientMetadata.read(all, RULES);
    ClientMetadata again = ClientMetadata.read(first.registered(), RULES.forStored());
    assertEquals(first.registered(), again.registered());
    assertEquals(first.client("id", "root", List.of()), again.client("id", "root", List.of()));
    Client client = first.client("id", "root", List.of());
    assertEquals(Set.of("openid", "email"), client.requests().scopes());
    assertEquals(Optional.of("app.example"), client.tokens().sector());
    assertEquals("A128CBC-HS256", client.tokens().idTokenEncryption().orElseThrow().method());
    assertEquals(60, client.requests().defaultMaxAge().getAsLong());
    assertTrue(client.logout().backchannel().orElseThrow().sessionRequired());
  }

  @Test
  void aPublicClientUsesPkceAndHasNoSecret() {
    Client client = client(",'token_endpoint_auth_method':'none'");
    assertTrue(client.isPublic());
    assertTrue(client.requests().pkceRequired());
    assertEquals(Set.of(AuthenticationMethod.NONE), client.authentication().methods());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "http://app.example/cb",
        "http://localhost/cb",
        "https://app.example/cb#fragment",
        "https://app.example/cb#",
        "https://*.example/cb",
        "https://user@app.example/cb",
        "https://app.example\\\\@evil.example/cb",
        "https:///cb",
        "//app.example/cb",
        "/cb",
        "https://app.example/a/../b",
        "https://app.example:99999/",
        "https://app.example/a b",
        "org.example.app:/cb",
        "about:blank"
      })
  void redirectUrisOfWebApplicationsAreHttps(String uri) {
    JsonObject given = new JsonObject().put("redirect_uris", new JsonArray().add(uri));
    refused(ErrorCode.INVALID_REDIRECT_URI, given, RULES);
    // Nor beside a good one.
    given.getJsonArray("redirect_uris").add("https://app.example/cb");
    refused(ErrorCode.INVALID_REDIRECT_URI, given, RULES);
  }

  @Test
  void nativeApplicationsHaveTheirOwnSchemeOrLoopback() {
    for (String good :
        List.of("org.example.app:/cb", "http://127.0.0.1/cb", "http://localhost:9/")) {
      assertDoesNotThrow(
          () ->
              ClientMetadata.read(
                  json(",'application_type':'native'")
                      .put("redirect_uris", new JsonArray().add(good)),
                  RULES));
    }
    for (String bad :
        List.of("https://app.example/cb", "http://app.example/cb", "app:/cb", "javascript:x.y")) {
      refused(
          ErrorCode.INVALID_REDIRECT_URI,
          json(",'application_type':'native'").put("redirect_uris", new JsonArray().add(bad)),
          RULES);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",'application_type':'desktop'",
        ",'application_type':1",
        ",'response_types':['code token']", // off here
        ",'response_types':['token']",
        ",'response_types':['nonsense']",
        ",'response_types':'code'",
        ",'response_types':['id_token']", // grant_types lack implicit (RFC 7591 §2.1)
        ",'response_types':['code'],'grant_types':['implicit']",
        ",'grant_types':['password']",
        ",'grant_types':['client_credentials'],'response_types':[]",
        ",'token_endpoint_auth_method':'tls_client_auth'",
        ",'token_endpoint_auth_method':'private_key_jwt'", // without keys
        ",'token_endpoint_auth_method':'private_key_jwt','jwks':{'keys':[]}",
        ",'jwks':{'keys':[]}",
        ",'jwks':[]",
        ",'jwks':'https://app.example/jwks'",
        ",'jwks':{'keys':[{'kty':'oct','k':'AAAA'}]}",
        ",'jwks':{'keys':[{'kty':'RSA','n':'AQAB','e':'AQAB','d':'AQAB'}]}",
        ",'jwks_uri':'http://app.example/jwks'",
        ",'jwks_uri':'http://169.254.169.254/latest'",
        ",'jwks_uri':'file:///etc/passwd'",
        ",'jwks_uri':'https://user:x@app.example/'",
        ",'token_endpoint_auth_signing_alg':'none'",
        ",'token_endpoint_auth_method':'client_secret_jwt','token_endpoint_auth_signing_alg':'RS256'",
        ",'id_token_signed_response_alg':'none'",
        ",'id_token_signed_response_alg':'HS256'",
        ",'id_token_signed_response_alg':'PS256'", // no key of it here
        ",'userinfo_signed_response_alg':'none'",
        ",'id_token_encrypted_response_alg':'RSA-OAEP-256'", // without keys
        ",'id_token_encrypted_response_alg':'RSA1_5'",
        ",'id_token_encrypted_response_enc':'A256GCM'", // without alg
        ",'request_object_encryption_alg':'RSA-OAEP-256'",
        ",'request_object_signing_alg':'MD5'",
        ",'subject_type':'secret'",
        ",'sector_identifier_uri':'http://app.example/s'",
        ",'default_max_age':-1",
        ",'default_max_age':1.5",
        ",'default_max_age':'60'",
        ",'default_max_age':9223372036854775807",
        ",'default_max_age':99999999999999999999999",
        ",'require_auth_time':'yes'",
        ",'initiate_login_uri':'http://app.example/start'", // OP-3rd_party-init-login-nohttps
        ",'initiate_login_uri':'javascript:alert(1)'",
        ",'request_uris':['http://app.example/r']",
        ",'post_logout_redirect_uris':['javascript:alert(1)']",
        ",'post_logout_redirect_uris':['http://app.example/out']",
        ",'backchannel_logout_uri':'http://app.example/b'",
        ",'backchannel_logout_uri':'https://app.example/b#f'",
        ",'frontchannel_logout_uri':'https://evil.example/f'",
        ",'frontchannel_logout_uri':'https://app.example:8443/f'",
        ",'logo_uri':'http://app.example/logo.png'",
        ",'logo_uri':'data:image/png;base64,AAAA'",
        ",'policy_uri':'javascript:alert(1)'",
        ",'tos_uri':'ftp://app.example/'",
        ",'client_uri':'app.example'",
        ",'client_name':'Network inventory'", // that of a configured client
        ",'client_name':'NETWORK  Inventory'",
        ",'client_name':'network-inventory'",
        ",'client_name':'Tributary'",
        ",'client_name':['x']",
        ",'scope':'root admin'",
        ",'scope':'a\\\\b'",
        ",'scope':7",
        ",'contacts':'a@example.com'",
        ",'contacts':[1]",
        ",'software_id':{}",
      })
  void metadataThatBreaksARuleIsRefused(String members) {
    refused(ErrorCode.INVALID_CLIENT_METADATA, json(members.replace("\\\\", "\\")), RULES);
  }

  @Test
  void aRedirectUriIsNeededForAFlowWithARedirect() {
    for (JsonObject none :
        List.of(
            new JsonObject(),
            new JsonObject().put("redirect_uris", new JsonArray()),
            new JsonObject().putNull("redirect_uris"))) {
      refused(ErrorCode.INVALID_REDIRECT_URI, none, RULES);
    }
  }

  @Test
  void aPairwiseClientOfSeveralHostsNeedsASectorDocument() {
    JsonObject two =
        json(",'subject_type':'pairwise'")
            .put(
                "redirect_uris",
                new JsonArray().add("https://a.example/").add("https://b.example/"));
    refused(ErrorCode.INVALID_CLIENT_METADATA, two, RULES);
    ClientMetadata read =
        ClientMetadata.read(two.put("sector_identifier_uri", "https://Sector.example/list"), RULES);
    assertEquals(
        Optional.of("sector.example"), read.client("id", "root", List.of()).tokens().sector());
  }

  @Test
  void plainHttpIsForThisMachineAndOnlyWhileWeAreOnIt() {
    JsonObject here =
        json("").put("redirect_uris", new JsonArray().add("http://127.0.0.1:8080/cb"));
    assertDoesNotThrow(() -> ClientMetadata.read(here, rules(true)));
    refused(ErrorCode.INVALID_REDIRECT_URI, here, RULES);
    refused(
        ErrorCode.INVALID_CLIENT_METADATA,
        json(",'initiate_login_uri':'http://localhost/start'"),
        rules(true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bank\u202egnihsihp",
        "\u2066x",
        "a\u200bb",
        "a\u200eb",
        "a\u0000b",
        "a\nb",
        "a\u2028b",
        "a\u00a0b",
        " a",
        "a ",
        "a  b",
        "\u3164",
        "---",
        "\ue000x",
        "a\ufeff",
        "\ua4d4\ua4e3\ua4f2\ua4d0\ua4f4\ua4d4\ua4ee\ua4e3\ua4ec", // Lisu: TRIBUTARY
        "\u13a2ributary", // Cherokee
        "Tribut\u0251ry", // phonetic a
        "\u1d1b\u0280\u026a\u0299\u1d1c\u1d1b\u1d00\u0280\u028f", // small capitals
        "Tributa\ua75by", // of manuscripts
      })
  void aNameThatLooksLikeAnotherOrLikeNothingIsRefused(String name) {
    assertFalse(DisplayName.isShowable(name));
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("client_name", name), RULES);
  }

  /** RFC 7591 §5: what a person reads, whatever its letters are called. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Network inventory\u0301",
        "Netw\u043erk inventory", // Cyrillic o
        "N\u0435tw\u043e\u0433k inv\u0435nt\u043ery",
        "\u039detw\u03bfrk \u0399nventory", // Greek
        "Network lnventory", // a small L
        "Netw0rk 1nventory",
        "Netvvork inventory",
        "\uff2eetwork inventory", // full width
        "\ud835\udc0detwork inventory", // mathematical
        "\u0422\u0433\u0456but\u0430\u0433\u0443",
        "Tribu\u0167ary", // struck t
        "TRIBU\u0166ARY",
        "Netw\u00f8rk inventory",
        "Network \u0131nventory", // dotless
      })
  void aNameThatReadsAsThatOfAConfiguredApplicationIsRefused(String name) {
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("client_name", name), RULES);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Network",
        "Inventory",
        "\u0421\u043a\u043b\u0430\u0434",
        "\u5728\u5eab",
        "App 10"
      })
  void otherNamesAreFree(String name) {
    assertEquals(
        name,
        ClientMetadata.read(json("").put("client_name", name), RULES)
            .client("id", "root", List.of())
            .name());
  }

  /** OpenID Connect Core §8.1: native applications have no host of their own. */
  @Test
  void nativeApplicationsOnLoopbackAreNoSector() {
    String members = ",'application_type':'native','subject_type':'pairwise'";
    for (String uri : List.of("http://127.0.0.1/cb", "http://localhost/cb", "http://[::1]/cb")) {
      JsonObject given = json(members).put("redirect_uris", new JsonArray().add(uri));
      for (RegistrationRules each : List.of(RULES, rules(true))) {
        refused(ErrorCode.INVALID_CLIENT_METADATA, given, each);
      }
      given.put("sector_identifier_uri", "https://sector.example/list");
      assertEquals(
          Optional.of("sector.example"),
          ClientMetadata.read(given, RULES).client("id", "root", List.of()).tokens().sector());
    }
  }

  /**
   * Retired signing keys are kept for {@link TokenSettings#TOKEN_LIFETIME} at least, whatever the
   * configured clients have: nobody who registers gets tokens that live longer.
   */
  @Test
  void tokensOfRegisteredClientsLiveNoLongerThanRetiredKeysAreKept() {
    String wishes =
        ",'access_token_lifetime':86400,'id_token_lifetime':86400,'token_lifetime':'24h'";
    for (RegistrationRules each : List.of(RULES, RULES.forStored())) {
      TokenSettings tokens =
          ClientMetadata.read(json(wishes), each).client("id", "root", List.of()).tokens();
      assertEquals(TokenSettings.TOKEN_LIFETIME, tokens.accessTokenLifetime());
      assertEquals(TokenSettings.TOKEN_LIFETIME, tokens.idTokenLifetime());
    }
  }

  /** It is read at every request that names the client. */
  @Test
  void allTogetherIsSmall() {
    JsonArray many = new JsonArray();
    for (int i = 0; i < 26; i++) {
      many.add("https://app.example/" + "a".repeat(960) + i);
    }
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("request_uris", many), RULES);
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("redirect_uris", many), RULES);
    many.remove(0);
    many.remove(0);
    many.remove(0);
    assertDoesNotThrow(() -> ClientMetadata.read(json("").put("redirect_uris", many), RULES));
  }

  @Test
  void tooMuchIsRefused() {
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("client_name", "x".repeat(101)), RULES);
    refused(
        ErrorCode.INVALID_CLIENT_METADATA,
        json("").put("software_version", "x".repeat(2001)),
        RULES);
    JsonArray many = new JsonArray();
    for (int i = 0; i < 51; i++) {
      many.add("https://app.example/" + i);
    }
    refused(ErrorCode.INVALID_CLIENT_METADATA, json("").put("redirect_uris", many), RULES);
  }

  /** Whatever comes: a client within the rules, or a refusal of one of two kinds. */
  @Test
  void randomMetadataIsReadOrRefusedAndNeverEscapesTheRules() {
    Random random = new Random(20261122);
    List<String> names =
        new ArrayList<>(ClientMetadata.read(json(""), RULES).registered().fieldNames());
    names.addAll(
        List.of(
            "jwks",
            "jwks_uri",
            "client_name",
            "contacts",
            "default_max_age",
            "request_uris",
            "sector_identifier_uri",
            "initiate_login_uri",
            "logo_uri",
            "frontchannel_logout_uri",
            "post_logout_redirect_uris",
            "id_token_encrypted_response_alg",
            "scope"));
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      JsonObject given = json("");
      for (int n = random.nextInt(4); n >= 0; n--) {
        given.put(names.get(random.nextInt(names.size())), value(random, 0));
      }
      try {
        ClientMetadata metadata = ClientMetadata.read(given, RULES);
        Client client = metadata.client("id", "root", List.of());
        assertTrue(RULES.scopes().containsAll(client.requests().scopes()));
        assertTrue(client.requests().consent());
        assertTrue(client.isPublic() == client.requests().pkceRequired());
        client.redirectUris().forEach(uri -> assertFalse(uri.startsWith("javascript"), uri));
        assertEquals(
            metadata.registered(),
            ClientMetadata.read(metadata.registered(), RULES.forStored()).registered());
        read++;
      } catch (OAuthException refusal) {
        assertTrue(
            Set.of(ErrorCode.INVALID_CLIENT_METADATA, ErrorCode.INVALID_REDIRECT_URI)
                .contains(refusal.code()));
      }
    }
    assertTrue(read > 100, "too few were read: " + read);
  }

  private static Object value(Random random, int depth) {
    List<String> texts =
        List.of(
            "",
            "web",
            "native",
            "none",
            "code",
            "id_token code",
            "https://app.example/x",
            "javascript:alert(1)",
            "RS256",
            "pairwise",
            "openid",
            "a\u0000",
            "\ud800",
            "ECDH-ES",
            "http://localhost/",
            "org.example:/x",
            "authorization_code",
            "implicit",
            "\u202e");
    return switch (random.nextInt(depth > 2 ? 4 : 6)) {
      case 0 -> random.nextInt();
      case 1 -> random.nextBoolean();
      case 2, 3 -> texts.get(random.nextInt(texts.size()));
      case 4 -> {
        JsonArray list = new JsonArray();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(random, depth + 1));
        }
        yield list;
      }
      default -> new JsonObject(Map.of("keys", value(random, depth + 1)));
    };
  }
}
