package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.KeyCertOptions;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A strict OpenID Provider for tests, on loopback. It checks what is sent to it as a good provider
 * does (registered redirect URI, PKCE, client authentication, single use of codes) and writes down
 * every objection in {@link #objections()}; what it answers can be spoiled by {@link Fault}s.
 *
 * <p>Whoever comes to its authorization endpoint is logged in at once as the {@link #user}, and
 * sent back. May be used from every thread.
 */
public final class FakeUpstream {
  /** Where its endpoints and its issuer are. */
  public enum Layout {
    /** Issuer without path and without slash. */
    ROOT(""),
    /** Okta's custom authorization server. */
    OKTA("/oauth2/default"),
    /** authentik's application: path with a slash at its end. */
    AUTHENTIK("/application/o/tributary/");

    private final String path;

    Layout(String path) {
      this.path = path;
    }
  }

  /**
   * A request that came in.
   *
   * @param operation {@code discovery}, {@code jwks}, {@code authorize}, {@code token}, {@code
   *     userinfo}, {@code logout}, or the path of anything else
   * @param parameters of query and form together
   */
  public record Seen(String operation, Map<String, String> parameters) {}

  /** Stands where the provider's own words would. */
  private static final String MARKER = "marker-text";

  private final Layout layout;
  private final Clock clock;
  private final String scheme;
  private final HttpServer server;
  private final FakeEndpoints endpoints;
  private final Map<String, FakeClient> clients = new ConcurrentHashMap<>();
  private final Set<Fault> faults = new ConcurrentSkipListSet<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final List<String> objections = new CopyOnWriteArrayList<>();
  private final FakeKeys foreignKeys = FakeKeys.FOREIGN;
  private volatile FakeKeys keys = FakeKeys.FIRST;
  private volatile String algorithm = "RS256";
  private volatile boolean offersUserinfo = true;
  private volatile boolean sendsIss;
  private volatile String errorDescription = MARKER;
  private volatile OptionalInt reportStatus = OptionalInt.empty();
  private volatile Map<String, Object> userinfoClaims = Map.of();
  private volatile Map<String, Object> idTokenClaims = Map.of();

  private FakeUpstream(Vertx vertx, Layout layout, Clock clock, HttpServerOptions options) {

    this.layout = layout;
    this.clock = clock;
    this.endpoints = new FakeEndpoints(this, new FakeAnswer(vertx));
    this.scheme = options.isSsl() ? "https" : "http";
    this.server = vertx.createHttpServer(options).requestHandler(this::handle);
    user(Map.of("sub", "00u1alice", "preferred_username", "alice@example.com"));
  }

  /** On a free port of 127.0.0.1, reached as {@code localhost}. */
  public static Future<FakeUpstream> start(Vertx vertx, Layout layout) {
    return start(vertx, layout, Clock.systemUTC());
  }

  public static Future<FakeUpstream> start(Vertx vertx, Layout layout, Clock clock) {
    return start(vertx, layout, clock, new HttpServerOptions());
  }

  /** Over TLS, as {@code https://localhost}. */
  public static Future<FakeUpstream> start(
      Vertx vertx, Layout layout, Clock clock, KeyCertOptions certificate) {
    return start(
        vertx, layout, clock, new HttpServerOptions().setSsl(true).setKeyCertOptions(certificate));
  }

  private static Future<FakeUpstream> start(
      Vertx vertx, Layout layout, Clock clock, HttpServerOptions options) {
    FakeUpstream upstream = new FakeUpstream(vertx, layout, clock, options);
    return upstream.server.listen(0, "127.0.0.1").map(listening -> upstream);
  }

  /** As its tokens and its discovery spell it. */
  public String issuer() {
    return scheme + "://localhost:" + server.actualPort() + layout.path;
  }

  /** Lets a client in; may be called again to add addresses. */
  public FakeUpstream client(String id, String secret, URI redirectUri, URI... postLogoutUris) {
    Set<String> logout = ConcurrentHashMap.newKeySet();
    for (URI uri : postLogoutUris) {
      logout.add(uri.toString());
    }
    FakeClient known = clients.get(id);
    Set<String> redirects = ConcurrentHashMap.newKeySet();
    redirects.add(redirectUri.toString());
    if (known != null) {
      redirects.addAll(known.redirectUris());
      logout.addAll(known.postLogoutRedirectUris());
    }
    clients.put(id, new FakeClient(id, secret, redirects, logout));
    return this;
  }

  /**
   * Who logs in next: these claims, {@code sub} among them, in id_token and userinfo.
   *
   * @param claims values of JSON; {@code null} is sent as null
   */
  public FakeUpstream user(Map<String, Object> claims) {
    return user(claims, claims);
  }

  /** As Okta does: few claims in the id_token, the rest in userinfo. Both need {@code sub}. */
  public FakeUpstream user(Map<String, Object> inIdToken, Map<String, Object> inUserinfo) {
    idTokenClaims = Collections.unmodifiableMap(new LinkedHashMap<>(inIdToken));
    userinfoClaims = Collections.unmodifiableMap(new LinkedHashMap<>(inUserinfo));
    return this;
  }

  /** RS256, PS256, ES256 or EdDSA. */
  public FakeUpstream signedWith(String newAlgorithm) {
    algorithm = newAlgorithm;
    return this;
  }

  public FakeUpstream withoutUserinfo() {
    offersUserinfo = false;
    return this;
  }

  /** Sends {@code iss} in its answers, and says so in discovery (RFC 9207). */
  public FakeUpstream withIss() {
    sendsIss = true;
    return this;
  }

  /**
   * Wants to be told what became of logins, and answers with this status; never, for 0.
   *
   * @return this
   */
  public FakeUpstream hearsReports(int status) {
    reportStatus = OptionalInt.of(status);
    return this;
  }

  /** Misbehaves so from now on, beside the faults that are on already. */
  public FakeUpstream fault(Fault... added) {
    faults.addAll(List.of(added));
    return this;
  }

  /** The {@code error_description} of authorization responses that are errors. */
  public FakeUpstream describes(String description) {
    errorDescription = description;
    return this;
  }

  /** Behaves again. */
  public FakeUpstream heal() {
    faults.clear();
    errorDescription = MARKER;
    return this;
  }

  /** New keys under new ids; the old ones are gone. */
  public FakeUpstream rotateKeys() {
    keys = FakeKeys.generate(RandomToken.bits128());
    return this;
  }

  /** New keys under the ids of the old ones. */
  public FakeUpstream replaceKeys() {
    keys = FakeKeys.generate("first");
    return this;
  }

  /**
   * A logout token for a client (OpenID Connect Back-Channel Logout §2.4), about nobody yet.
   *
   * @param changes claims that are added or replaced; {@code null} takes one out
   */
  public String logoutToken(String clientId, Map<String, Object> changes) {
    return FakeLogoutToken.of(keys, algorithm, issuer(), clientId, clock.instant(), changes);
  }

  /** Every request so far, in order. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  /** Names of the operations called so far, in order. */
  public List<String> operations() {
    return seen.stream().map(Seen::operation).toList();
  }

  public FakeUpstream forget() {
    seen.clear();
    return this;
  }

  /** What a strict provider objects to in the requests so far; a good client causes none. */
  public List<String> objections() {
    return List.copyOf(objections);
  }

  public Future<Void> close() {
    return server.close();
  }

  private void handle(HttpServerRequest request) {
    if (request.getHeader("content-type") != null) {
      request.setExpectMultipart(true);
    }
    request
        .end()
        .onSuccess(
            read -> {
              String operation = operation(request.path());
              seen.add(new Seen(operation, parameters(request)));
              endpoints.answer(operation, request);
            });
  }

  private String operation(String path) {
    String base = layout.path.endsWith("/") ? layout.path : layout.path + "/";
    if (!path.startsWith(base)) {
      return path;
    }
    return switch (path.substring(base.length())) {
      case ".well-known/openid-configuration" -> "discovery";
      case "keys" -> "jwks";
      case "authorize" -> "authorize";
      case "token" -> "token";
      case "userinfo" -> "userinfo";
      case "logout" -> "logout";
      case "login-report" -> "login_report";
      default -> path;
    };
  }

  private Map<String, String> parameters(HttpServerRequest request) {
    Map<String, String> all = new LinkedHashMap<>();
    List<Map.Entry<String, String>> pairs = new ArrayList<>(request.params().entries());
    pairs.addAll(request.formAttributes().entries());
    for (Map.Entry<String, String> pair : pairs) {
      if (all.put(pair.getKey(), pair.getValue()) != null) {
        object("parameter " + pair.getKey() + " twice");
      }
    }
    return all;
  }

  String endpoint(String name) {
    String issuer = issuer();
    return (issuer.endsWith("/") ? issuer : issuer + "/") + name;
  }

  /** Writes the objection down; the caller answers. */
  void object(String objection) {
    objections.add(objection);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  Set<Fault> faults() {
    return Set.copyOf(faults);
  }

  FakeClient client(String id) {
    return id == null ? null : clients.get(id);
  }

  List<FakeClient> clients() {
    return List.copyOf(clients.values());
  }

  Map<String, Object> idTokenClaims() {
    return idTokenClaims;
  }

  Map<String, Object> userinfoClaims() {
    return userinfoClaims;
  }

  FakeIdToken idTokens() {
    return new FakeIdToken(keys, foreignKeys, clock, algorithm);
  }

  long now() {
    return clock.instant().getEpochSecond();
  }

  FakeKeys keys() {
    return keys;
  }

  FakeKeys foreignKeys() {
    return foreignKeys;
  }

  boolean sendsIss() {
    return sendsIss || has(Fault.AUTHORIZE_ISS_MISSING) || has(Fault.AUTHORIZE_DENIED_ISS_MISSING);
  }

  String errorDescription() {
    return errorDescription;
  }

  OptionalInt reportStatus() {
    return reportStatus;
  }

  boolean offersUserinfo() {
    return offersUserinfo;
  }
}
