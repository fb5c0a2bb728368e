package io.tributary.platform.relyingparty;

import io.tributary.platform.outbound.OutboundClient;
import io.tributary.platform.outbound.OutboundRequest;
import io.tributary.platform.protocol.JwtKind;
import io.tributary.platform.protocol.LoginReportLink;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A strict OpenID Connect relying party for one provider: code flow with state, nonce and PKCE
 * S256; discovery and keys cached and fetched again when needed. May be used from every event loop.
 */
public final class RelyingParty {
  private static final Duration FRESH = Duration.ofHours(1);

  /** After a failed discovery nobody asks again for so long. */
  private static final Duration DISCOVERY_PAUSE = Duration.ofSeconds(5);

  /** An unknown key is looked for at most so often. */
  private static final Duration KEYS_PAUSE = Duration.ofSeconds(10);

  private static final Map<String, String> ACCEPT_JSON = Map.of("accept", "application/json");

  private final ProviderSettings settings;
  private final Clock clock;
  private final Cached<ProviderUrls> provider;
  private final ProviderSignatures signatures;
  private final IdTokenVerifier verifier;
  private final LogoutTokenRules logoutRules;
  private final CodeExchange exchange;
  private final Userinfo userinfo;
  private final LoginReportPost reports;

  private RelyingParty(
      ProviderSettings settings,
      Clock clock,
      Cached<ProviderUrls> provider,
      ProviderSignatures signatures,
      ProviderHttp http) {
    this.settings = settings;
    this.clock = clock;
    this.provider = provider;
    this.signatures = signatures;
    this.verifier = new IdTokenVerifier(settings, signatures, clock);
    this.logoutRules = new LogoutTokenRules(settings.clientId(), settings.clockLeeway());
    ClientProof proof = new ClientProof(settings);
    this.exchange = new CodeExchange(settings, http, proof);
    this.reports = new LoginReportPost(http, proof);
    this.userinfo = new Userinfo(http);
  }

  /**
   * @throws IllegalArgumentException when the settings cannot be kept: issuer neither https nor
   *     loopback, unknown algorithm, HS256 without a secret of 32 bytes
   */
  public static RelyingParty create(
      Vertx vertx,
      ProviderSettings settings,
      OutboundClient outbound,
      ProviderCalls calls,
      Clock clock) {
    if (!SecureUrls.isSecure(settings.issuer()) || settings.issuer().getRawQuery() != null) {
      throw new IllegalArgumentException(
          "The issuer of " + settings.name() + " must be an https address, or http on loopback");
    }
    ProviderHttp http = new ProviderHttp(settings.name(), outbound, calls);
    URI discovery = ProviderMetadata.location(settings.issuer());
    Cached<ProviderUrls> provider =
        new Cached<>(
            vertx,
            clock,
            () ->
                http.getOk("discovery", OutboundRequest.get(discovery, ACCEPT_JSON))
                    .map(
                        found ->
                            ProviderMetadata.read(
                                http.object("discovery", found),
                                LoginReportLink.find(
                                    found.headers().getAll(LoginReportLink.HEADER)),
                                settings.issuer()))
                    .map(metadata -> new ProviderUrls(vertx, settings, metadata)),
            FRESH,
            DISCOVERY_PAUSE);
    Cached<KeySet> keys =
        new Cached<>(vertx, clock, () -> fetchKeys(provider, http), FRESH, KEYS_PAUSE);
    return new RelyingParty(
        settings, clock, provider, new ProviderSignatures(settings, keys), http);
  }

  private static Future<KeySet> fetchKeys(Cached<ProviderUrls> provider, ProviderHttp http) {
    return provider
        .get()
        .compose(
            urls ->
                http.getObject("jwks", OutboundRequest.get(urls.metadata().jwksUri(), ACCEPT_JSON)))
        .map(KeySet::read);
  }

  /** Discovery, from the cache while it is fresh; the last good one while the provider is down. */
  public Future<ProviderMetadata> metadata() {
    return provider.get().map(ProviderUrls::metadata);
  }

  /** Where to send the browser, and what to keep. */
  public Future<StartedLogin> begin(LoginRequest request) {
    return provider
        .get()
        .map(
            urls -> {
              Instant now = clock.instant();
              PendingLogin pending =
                  new PendingLogin(
                      settings.name(),
                      request.state(),
                      RandomToken.bits256(),
                      RandomToken.bits256(),
                      request.redirectUri(),
                      now.getEpochSecond(),
                      authTimeNotBefore(request, now));
              URI location = urls.authorization(request, pending.nonce(), pending.codeVerifier());
              return new StartedLogin(location, pending);
            });
  }

  /** {@code prompt=login} demands a login from now on; {@code max_age} one that is not older. */
  private static OptionalLong authTimeNotBefore(LoginRequest request, Instant now) {
    if (request
        .prompt()
        .filter(prompt -> List.of(prompt.split(" ")).contains("login"))
        .isPresent()) {
      return OptionalLong.of(now.getEpochSecond());
    }
    return request.maxAgeSeconds().isPresent()
        ? OptionalLong.of(now.getEpochSecond() - request.maxAgeSeconds().getAsLong())
        : OptionalLong.empty();
  }

  /**
   * Checks the answer, exchanges the code, verifies the id_token, fetches userinfo and merges.
   * Fails with {@link RelyingPartyException}.
   */
  public Future<Authentication> complete(PendingLogin pending, CallbackParameters answer) {
    try {
      AnswerCheck.belongs(pending, answer, settings.name());
    } catch (RelyingPartyException foreign) {
      return Future.failedFuture(foreign);
    }
    return metadata()
        .compose(
            metadata ->
                exchange
                    .redeem(metadata, pending, AnswerCheck.code(answer, metadata))
                    .compose(tokens -> prove(metadata, pending, tokens)));
  }

  private Future<Authentication> prove(
      ProviderMetadata metadata, PendingLogin pending, CodeExchange.Tokens tokens) {
    IdTokenRules.Expected expected =
        new IdTokenRules.Expected(
            metadata.issuer(), pending.nonce(), tokens.accessToken(), pending.authTimeNotBefore());
    return verifier
        .verify(tokens.idToken(), expected)
        .compose(
            idToken ->
                userinfo
                    .addTo(idToken, metadata, tokens.accessToken())
                    .map(claims -> authentication(metadata, idToken, claims, tokens)));
  }

  private static Authentication authentication(
      ProviderMetadata metadata,
      JsonMembers idToken,
      Map<String, Object> claims,
      CodeExchange.Tokens tokens) {
    OptionalLong authTime = idToken.seconds("auth_time");
    return new Authentication(
        metadata.issuer(),
        idToken.requiredText("sub"),
        claims,
        tokens.scopes(),
        idToken.text("sid").filter(sid -> !sid.isEmpty()),
        authTime.isPresent()
            ? Optional.of(Instant.ofEpochSecond(authTime.getAsLong()))
            : Optional.empty(),
        idToken.text("acr"),
        AuthenticationMethods.read(idToken.members().get("amr")),
        tokens.idToken(),
        tokens.refreshToken());
  }

  /**
   * The address that ends the provider's session (OpenID Connect RP-Initiated Logout §2), or
   * nothing when it has none.
   */
  public Future<Optional<URI>> endSession(
      Optional<String> idTokenHint, URI postLogoutRedirectUri, String state) {
    return provider.get().map(urls -> urls.endSession(idTokenHint, postLogoutRedirectUri, state));
  }

  /**
   * Tells the provider what became of a login here. Nothing of the login may depend on it.
   *
   * @param report JSON, as the provider's own documentation has it
   * @return whether the provider wants to know; fails when it could not be told
   */
  public Future<Boolean> report(String report) {
    return metadata().compose(metadata -> reports.send(metadata, report));
  }

  /**
   * What a logout token says that the provider posted (OpenID Connect Back-Channel Logout §2.6).
   * Fails with {@link RelyingPartyException}: {@code UNAVAILABLE} when the provider's keys cannot
   * be had, {@code MISBEHAVED} for a token that is not a good one. That it is used once is for the
   * caller to see.
   */
  public Future<LogoutNotice> loggedOut(String logoutToken) {
    return metadata()
        .compose(
            metadata ->
                signatures
                    .verify(logoutToken, JwtKind.LOGOUT_TOKEN)
                    .map(
                        token ->
                            logoutRules.check(token.claims(), metadata.issuer(), clock.instant())));
  }
}
