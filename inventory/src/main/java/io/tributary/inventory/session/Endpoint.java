package io.tributary.inventory.session;

import io.tributary.inventory.user.Permission;
import io.vertx.core.http.HttpMethod;

/**
 * One address behind the login: what it needs and what serves it. Tests walk the list of all of
 * them, so that a new one is covered by itself.
 *
 * @param method GET, or POST for a form
 * @param path in the router's spelling, {@code :id} standing for a number
 */
public record Endpoint(
    HttpMethod method, String path, Permission permission, VisitorHandler handler) {

  public static Endpoint page(String path, Permission permission, VisitorHandler handler) {
    return new Endpoint(HttpMethod.GET, path, permission, handler);
  }

  public static Endpoint form(String path, Permission permission, VisitorHandler handler) {
    return new Endpoint(HttpMethod.POST, path, permission, handler);
  }
}
