package io.tributary.inventory.api;

import io.tributary.inventory.session.Gate;
import io.tributary.inventory.session.Visitor;
import io.tributary.inventory.token.ApiToken;
import io.tributary.inventory.token.TokenRepository;
import io.tributary.inventory.user.Group;
import io.tributary.inventory.user.User;
import io.tributary.inventory.user.UserRepository;
import io.tributary.inventory.user.UserRepository.UserWithGroups;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /api/authentication-check/} (NetBox 4.5): who the caller is, by session or v1 token.
 *
 * <p>NetBox's user object plus {@code is_superuser} and {@code is_staff}; groups nested {@code
 * {id,url,display,name}}. 403 with NetBox's words for anybody else. An Authorization header decides
 * alone: a wrong token never falls back to a session.
 */
public final class AuthenticationCheck {
  /** NetBox's answer, word for word. */
  public static final String UNAUTHENTICATED = "Authentication credentials were not provided.";

  private final Gate gate;
  private final TokenRepository tokens;
  private final UserRepository users;
  private final String publicUrl;

  /**
   * @param publicUrl without a trailing slash
   */
  public AuthenticationCheck(
      Gate gate, TokenRepository tokens, UserRepository users, String publicUrl) {
    this.gate = gate;
    this.tokens = tokens;
    this.users = users;
    this.publicUrl = publicUrl;
  }

  public void mount(Router router) {
    router.get("/api/authentication-check/").handler(gate.guard(this::answer));
  }

  private Future<Void> answer(RoutingContext context) {
    return caller(context)
        .compose(
            id ->
                id.isEmpty()
                    ? Future.succeededFuture(Optional.<UserWithGroups>empty())
                    : users.withGroups(id.get()))
        .compose(
            found ->
                found.isEmpty()
                    ? send(context, 403, new JsonObject().put("detail", UNAUTHENTICATED))
                    : send(context, 200, json(found.get().user(), found.get().groups())));
  }

  private Future<Optional<Long>> caller(RoutingContext context) {
    List<String> headers = context.request().headers().getAll(HttpHeaders.AUTHORIZATION);
    if (headers.isEmpty()) {
      return gate.visitor(context).map(found -> found.map(Visitor::user).map(User::id));
    }
    Optional<ApiToken> token =
        headers.size() == 1 ? ApiToken.ofHeader(headers.get(0)) : Optional.empty();
    return token.isEmpty() ? Future.succeededFuture(Optional.empty()) : tokens.owner(token.get());
  }

  private JsonObject json(User user, List<Group> groups) {
    return new JsonObject()
        .put("id", user.id())
        .put("url", publicUrl + "/api/users/users/" + user.id() + "/")
        .put("display_url", publicUrl + "/users/users/" + user.id() + "/")
        .put("display", user.username())
        .put("username", user.username())
        .put("first_name", user.firstName())
        .put("last_name", user.lastName())
        .put("email", user.email())
        .put("is_active", user.active())
        .put("is_superuser", user.superuser())
        .put("is_staff", user.staff())
        .put("date_joined", user.dateJoined().toString())
        .put("last_login", user.lastLogin().map(Instant::toString).orElse(null))
        .put("groups", new JsonArray(groups.stream().map(this::json).toList()));
  }

  private JsonObject json(Group group) {
    return new JsonObject()
        .put("id", group.id())
        .put("url", publicUrl + "/api/users/groups/" + group.id() + "/")
        .put("display", group.name())
        .put("name", group.name());
  }

  private static Future<Void> send(RoutingContext context, int status, JsonObject body) {
    return context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body.toBuffer());
  }
}
