package io.tributary.broker.registration;

import io.tributary.platform.config.Secret;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Registers clients (RFC 7591) and lets them see, change and end their registration (RFC 7592).
 * Failures are {@link OAuthException}s for the client.
 */
public final class Registrations {
  private final RegisteredClientRepository repository;
  private final InitialTokenRepository initialTokens;
  private final ClientSecrets secrets;
  private final SoftwareStatements statements;
  private final SectorDocuments sectors;
  private final RegistrationRules rules;
  private final RegistrationConfig config;
  private final Clock clock;

  Registrations(
      RegisteredClientRepository repository,
      InitialTokenRepository initialTokens,
      ClientSecrets secrets,
      SoftwareStatements statements,
      SectorDocuments sectors,
      RegistrationRules rules,
      RegistrationConfig config,
      Clock clock) {
    this.repository = repository;
    this.initialTokens = initialTokens;
    this.secrets = secrets;
    this.statements = statements;
    this.sectors = sectors;
    this.rules = rules;
    this.config = config;
    this.clock = clock;
  }

  /**
   * Whether this visitor may register at all: asked before anything else is done for it.
   *
   * @param issuer name of the one at which it asks: tokens are good at one
   * @param initialToken shown in the request
   * @return fails with {@code invalid_token}
   */
  public Future<Void> admit(String issuer, Optional<String> initialToken) {
    if (initialToken.isEmpty()) {
      return config.policy() == RegistrationPolicy.OPEN
          ? Future.succeededFuture()
          : Future.failedFuture(noToken());
    }
    return initialTokens
        .isLive(initialToken.get(), issuer, clock.instant())
        .compose(live -> live ? Future.succeededFuture() : Future.failedFuture(noToken()));
  }

  /**
   * Registers an admitted visitor; an initial access token is spent with it, or nothing is done.
   *
   * @param issuer name of the issuer that the client will belong to
   */
  public Future<ClientInformation> register(
      JsonObject given, String issuer, Optional<String> initialToken, String requestId) {
    return checked(given, initialToken)
        .compose(metadata -> make(metadata, issuer, initialToken, requestId));
  }

  /**
   * @param initialToken pays for what is fetched, whether a client comes of it or not; without one
   *     the visitor's network was charged before
   */
  private Future<ClientMetadata> checked(JsonObject given, Optional<String> initialToken) {
    return Future.succeededFuture()
        .compose(go -> statements.merged(given))
        .map(merged -> ClientMetadata.read(merged, rules))
        .compose(
            metadata ->
                metadata
                    .sectorIdentifier()
                    .map(
                        uri ->
                            paid(initialToken)
                                .compose(go -> sectors.require(uri, metadata.redirectUris())))
                    .orElseGet(Future::succeededFuture)
                    .map(metadata));
  }

  private Future<Void> paid(Optional<String> initialToken) {
    return initialToken
        .map(initialTokens::fetch)
        .orElseGet(() -> Future.succeededFuture(true))
        .compose(
            left ->
                left
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        MetadataReader.wrong(
                            "sector_identifier_uri",
                            "was fetched too often for this initial access token")));
  }

  private Future<ClientInformation> make(
      ClientMetadata metadata, String issuer, Optional<String> initialToken, String requestId) {
    Instant now = clock.instant();
    String id = RandomToken.bits128();
    Secret accessToken = new Secret(RandomToken.bits256());
    Optional<ClientSecrets.Made> secret =
        metadata.usesSecret()
            ? Optional.of(secrets.make(id, metadata.usesSecretForMac()))
            : Optional.empty();
    Optional<Instant> expiresAt = config.lifetime().map(now::plus);
    RegisteredClientRepository.NewClient client =
        new RegisteredClientRepository.NewClient(
            id,
            issuer,
            metadata.registered(),
            secret.map(ClientSecrets.Made::stored),
            accessToken.reveal(),
            metadata.softwareId(),
            expiresAt);
    return initialToken
        .map(token -> repository.registerWith(token, client, now, requestId))
        .orElseGet(() -> repository.register(client, config.mostClients(), now, requestId))
        .map(
            made ->
                new ClientInformation(
                    id,
                    metadata.registered(),
                    secret.map(ClientSecrets.Made::plain),
                    made.orElseThrow(() -> initialToken.isPresent() ? noToken() : full()),
                    expiresAt,
                    accessToken));
  }

  /** The secret is not told again: only its hash is here. */
  public Future<ClientInformation> read(ClientAccess access) {
    return repository
        .findWith(access, clock.instant())
        .map(
            found ->
                information(found.orElseThrow(Registrations::noAccess), access, Optional.empty()));
  }

  /**
   * Replaces everything that the client registered (RFC 7592 §2.2). The registration access token
   * stays: a lost answer must not lock the client out.
   */
  public Future<ClientInformation> update(ClientAccess access, JsonObject given, String requestId) {
    return repository
        .findWith(access, clock.instant())
        .map(found -> found.orElseThrow(Registrations::noAccess))
        .compose(
            stored -> {
              requireOwn(stored, given);
              return checked(given, Optional.empty())
                  .compose(to -> replace(stored, access, to, requestId));
            });
  }

  private Future<ClientInformation> replace(
      StoredClient stored, ClientAccess access, ClientMetadata metadata, String requestId) {
    boolean usable =
        !stored.secrets().isEmpty()
            && (!metadata.usesSecretForMac()
                || stored.secrets().stream().allMatch(secret -> secret.sealed().isPresent()));
    Optional<ClientSecrets.Made> made =
        metadata.usesSecret() && !usable
            ? Optional.of(secrets.make(stored.id(), metadata.usesSecretForMac()))
            : Optional.empty();
    List<ClientSecrets.Stored> live =
        metadata.usesSecret()
            ? made.map(ClientSecrets.Made::stored).map(List::of).orElse(stored.secrets())
            : List.of();
    return repository
        .replace(
            stored,
            access,
            metadata.registered(),
            metadata.softwareId(),
            live,
            clock.instant(),
            requestId)
        .map(
            done -> {
              if (!done) {
                throw OAuthException.of(
                    ErrorCode.TEMPORARILY_UNAVAILABLE,
                    "The registration was changed at the same moment; read it and try again");
              }
              return new ClientInformation(
                  stored.id(),
                  metadata.registered(),
                  made.map(ClientSecrets.Made::plain),
                  stored.createdAt(),
                  stored.expiresAt(),
                  new Secret(access.token()));
            });
  }

  /** RFC 7592 §2.2: it names itself, and chooses no secret and no token of its own. */
  private static void requireOwn(StoredClient stored, JsonObject given) {
    if (!stored.id().equals(given.getValue("client_id"))) {
      throw MetadataReader.wrong("client_id", "must be that of this registration");
    }
    for (String ours :
        List.of(
            "registration_access_token",
            "registration_client_uri",
            "client_secret_expires_at",
            "client_id_issued_at")) {
      if (given.containsKey(ours)) {
        throw MetadataReader.wrong(ours, "is not the client's to set");
      }
    }
    Object secret = given.getValue("client_secret");
    boolean known =
        secret instanceof String text
            && stored.secrets().stream().anyMatch(live -> ClientSecrets.matches(live, text));
    if (secret != null && !known) {
      throw MetadataReader.wrong("client_secret", "is not the client's to set");
    }
  }

  /** Ends the registration and, with it, everything that was granted to the client. */
  public Future<Void> delete(ClientAccess access, String requestId) {
    return repository
        .delete(access, clock.instant(), requestId)
        .compose(done -> done ? Future.succeededFuture() : Future.failedFuture(noAccess()));
  }

  private static ClientInformation information(
      StoredClient stored, ClientAccess access, Optional<Secret> secret) {
    return new ClientInformation(
        stored.id(),
        stored.metadata(),
        secret,
        stored.createdAt(),
        stored.expiresAt(),
        new Secret(access.token()));
  }

  private static OAuthException noToken() {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "An initial access token that is still good is needed");
  }

  /** One answer, whether the client is gone, never was, or the token is another's. */
  private static OAuthException noAccess() {
    return OAuthException.of(
        ErrorCode.INVALID_TOKEN, "The registration access token of this client is needed");
  }

  private static OAuthException full() {
    return OAuthException.of(
        ErrorCode.TEMPORARILY_UNAVAILABLE, "No more clients can be registered here now");
  }
}
