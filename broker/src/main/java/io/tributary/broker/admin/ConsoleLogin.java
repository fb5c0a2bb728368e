package io.tributary.broker.admin;

import io.tributary.broker.admin.ConsoleCookies.Entered;
import io.tributary.broker.admin.ConsoleCookies.Started;
import io.tributary.broker.client.ConsoleClient;
import io.tributary.broker.session.Session;
import io.tributary.broker.token.AuthorizationCodeRepository;
import io.tributary.broker.token.Grant;
import io.tributary.broker.token.PresentedCode;
import io.tributary.broker.web.EndpointPath;
import io.tributary.broker.web.Issuer;
import io.tributary.broker.web.Parameters;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.OAuthException;
import io.tributary.platform.protocol.Pkce;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How an administrator comes in: the code flow with PKCE (RFC 6749 §4.1, RFC 7636) at the broker's
 * own root issuer. The code is redeemed in the process, by the statement that the token endpoint
 * uses; the process never calls itself over HTTP.
 */
public final class ConsoleLogin {
  private final ConsoleDoor door;
  private final ConsoleCookies cookies;
  private final AuthorizationCodeRepository codes;
  private final Issuer issuer;
  private final ConsolePaths paths;

  /**
   * @param issuer the root issuer
   */
  public ConsoleLogin(
      ConsoleDoor door,
      ConsoleCookies cookies,
      AuthorizationCodeRepository codes,
      Issuer issuer,
      ConsolePaths paths) {
    this.door = door;
    this.cookies = cookies;
    this.codes = codes;
    this.issuer = issuer;
    this.paths = paths;
  }

  /** Somebody who is in, and the page that they wanted. */
  record Arrived(Administrator administrator, String target) {}

  /**
   * Begins a sign-in. What the console was given before in this session is given back first, so
   * that the rights of the person are mapped anew.
   *
   * @return absolute address to go to
   */
  Future<String> begin(RoutingContext context, String wanted) {
    return door.session(context)
        .compose(
            session ->
                session.map(door::grant).orElseGet(() -> Future.succeededFuture(Optional.empty())))
        .compose(
            before ->
                before.map(grant -> door.forget(grant.id())).orElseGet(Future::succeededFuture))
        .map(
            ready -> {
              Started started =
                  new Started(RandomToken.bits256(), RandomToken.bits256(), paths.target(wanted));
              cookies.setStarted(context, started);
              return authorize(started);
            });
  }

  private String authorize(Started started) {
    Map<String, String> request = new LinkedHashMap<>();
    request.put("response_type", "code");
    request.put("client_id", ConsoleClient.ID);
    request.put("redirect_uri", paths.redirectUri());
    request.put("scope", ConsoleClient.scope());
    request.put("state", started.state());
    request.put("code_challenge", Pkce.challenge(started.verifier()));
    request.put("code_challenge_method", Pkce.S256);
    return issuer.url(EndpointPath.AUTHORIZE)
        + request.entrySet().stream()
            .map(
                pair ->
                    pair.getKey()
                        + "="
                        + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&", "?", ""));
  }

  /**
   * Ends a sign-in; the response is used up whatever it says.
   *
   * @return fails with {@link OAuthException} when it is not the response to what this browser
   *     began, or the broker refused
   */
  Future<Arrived> finish(RoutingContext context) {
    Optional<Started> kept = cookies.started(context);
    cookies.clearStarted(context);
    Parameters response = Parameters.parse(context.request().query());
    response.refuseDuplicates();
    Started started =
        kept.filter(begun -> same(begun.state(), response.get("state").orElse("")))
            .orElseThrow(
                () ->
                    OAuthException.of(
                        ErrorCode.INVALID_REQUEST,
                        "This sign-in was not begun in this browser, or took too long"));
    // RFC 9207 §2.4.
    if (!issuer.identifier().equals(response.get("iss").orElse(""))) {
      throw OAuthException.of(
          ErrorCode.INVALID_REQUEST, "This response is of another issuer", "iss");
    }
    if (response.get("error").isPresent()) {
      throw OAuthException.of(
          ErrorCode.ACCESS_DENIED, "The sign-in was not finished", response.require("error"));
    }
    return redeem(response.require("code"), started)
        .compose(
            grant ->
                door.session(context)
                    .map(session -> session.filter(found -> isOf(grant, found)))
                    .map(session -> session.orElseThrow(ConsoleLogin::gone))
                    .map(session -> door.administrator(session, grant)))
        .compose(administrator -> admit(context, administrator, started));
  }

  private Future<Grant> redeem(String code, Started started) {
    PresentedCode presented =
        new PresentedCode(
            code,
            ConsoleClient.ID,
            issuer.identifier(),
            paths.redirectUri(),
            Optional.of(started.verifier()),
            Optional.empty());
    return codes
        .redeem(presented, Optional.empty())
        .map(
            outcome ->
                outcome.fold(
                    redeemed -> redeemed.authorized().grant(),
                    replayed -> {
                      throw refused("replayed");
                    },
                    reason -> {
                      throw refused(reason.toString());
                    }));
  }

  /** Whoever has no permission gets no cookie, and is mapped anew at the next try. */
  private Future<Arrived> admit(
      RoutingContext context, Administrator administrator, Started started) {
    Arrived arrived = new Arrived(administrator, paths.target(started.target()));
    if (administrator.permissions().isEmpty()) {
      return door.forget(administrator.grant()).map(arrived);
    }
    cookies.setEntered(context, new Entered(administrator.session(), administrator.grant()));
    return Future.succeededFuture(arrived);
  }

  private static boolean isOf(Grant grant, Session session) {
    return grant.sessionHash().equals(Buffer.buffer(session.idHash()));
  }

  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private static OAuthException gone() {
    return OAuthException.of(
        ErrorCode.ACCESS_DENIED, "You are not signed in any more", "no session of the grant");
  }

  private static OAuthException refused(String detail) {
    return OAuthException.of(
        ErrorCode.ACCESS_DENIED, "The sign-in is over or was finished already", detail);
  }
}
