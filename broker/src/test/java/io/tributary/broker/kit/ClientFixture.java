package io.tributary.broker.kit;

import io.tributary.broker.client.Client;
import io.tributary.broker.client.ClientAuthentication;
import io.tributary.broker.client.ClientPages;
import io.tributary.broker.client.ClientSecret;
import io.tributary.broker.client.LogoutChannels;
import io.tributary.broker.client.ReleaseSettings;
import io.tributary.broker.client.RequestObjectSettings;
import io.tributary.broker.client.RequestSettings;
import io.tributary.broker.client.TokenSettings;
import io.tributary.broker.client.TokenSettings.AccessTokenFormat;
import io.tributary.broker.keys.SigningAlgorithm;
import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.ResponseType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** A client of a test: the defaults, and what the test says otherwise. */
public final class ClientFixture {
  private final String id;
  private ClientAuthentication authentication =
      ClientAuthentication.bySecret(List.of(ClientSecret.of(new Secret("secret"))));
  private Set<String> redirectUris = Set.of("https://app.example/callback");
  private List<String> issuers = List.of("root");
  private boolean pkce = true;
  private boolean consent;
  private Set<String> scopes = Set.of("openid", "profile", "email", "groups");
  private Set<Set<ResponseType>> responseTypes = Set.of(ResponseType.CODE_FLOW);
  private Set<String> grantTypes = Set.of("authorization_code");
  private Set<String> resources = Set.of();
  private List<String> upstreams = List.of();
  private RequestObjectSettings requestObjects = RequestObjectSettings.STANDARD;
  private TokenSettings tokens = TokenSettings.STANDARD;
  private ReleaseSettings release = ReleaseSettings.STANDARD;
  private LogoutChannels logout = LogoutChannels.NONE;

  private ClientFixture(String id) {
    this.id = id;
  }

  public static ClientFixture client(String id) {
    return new ClientFixture(id);
  }

  /** Without any: a public client. */
  public ClientFixture secrets(String... secrets) {
    authentication =
        secrets.length == 0
            ? ClientAuthentication.PUBLIC
            : ClientAuthentication.bySecret(
                Stream.of(secrets).map(Secret::new).map(ClientSecret::of).toList());
    return this;
  }

  public ClientFixture authentication(ClientAuthentication value) {
    authentication = value;
    return this;
  }

  public ClientFixture redirectUris(String... values) {
    redirectUris = Set.of(values);
    return this;
  }

  public ClientFixture issuers(String... values) {
    issuers = List.of(values);
    return this;
  }

  public ClientFixture pkce(boolean value) {
    pkce = value;
    return this;
  }

  public ClientFixture consent(boolean value) {
    consent = value;
    return this;
  }

  public ClientFixture scopes(String... values) {
    scopes = Set.of(values);
    return this;
  }

  public ClientFixture responseTypes(String... values) {
    responseTypes =
        Stream.of(values)
            .map(ResponseType::parse)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    return this;
  }

  public ClientFixture grantTypes(String... values) {
    grantTypes = Set.of(values);
    return this;
  }

  public ClientFixture resources(String... values) {
    resources = Set.of(values);
    return this;
  }

  public ClientFixture upstreams(List<String> values) {
    upstreams = values;
    return this;
  }

  public ClientFixture requestObjects(RequestObjectSettings value) {
    requestObjects = value;
    return this;
  }

  public ClientFixture tokens(TokenSettings value) {
    tokens = value;
    return this;
  }

  /** Signed so, typed so, with this pairwise sector ({@code null}: public). */
  public ClientFixture tokens(SigningAlgorithm algorithm, AccessTokenFormat format, String sector) {
    return tokens(
        new TokenSettings(
            algorithm,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            format,
            TokenSettings.CODE_LIFETIME,
            TokenSettings.TOKEN_LIFETIME,
            Duration.ofMinutes(5),
            TokenSettings.RefreshSettings.STANDARD,
            Optional.ofNullable(sector)));
  }

  public ClientFixture release(ReleaseSettings value) {
    release = value;
    return this;
  }

  public ClientFixture logout(LogoutChannels value) {
    logout = value;
    return this;
  }

  public Client build() {
    return new Client(
        id,
        id,
        false,
        authentication,
        redirectUris,
        issuers,
        new RequestSettings(
            pkce,
            consent,
            scopes,
            responseTypes,
            grantTypes,
            resources,
            Set.of(),
            upstreams,
            OptionalLong.empty(),
            false,
            List.of(),
            requestObjects,
            Optional.empty()),
        tokens,
        release,
        logout,
        ClientPages.NONE);
  }
}
