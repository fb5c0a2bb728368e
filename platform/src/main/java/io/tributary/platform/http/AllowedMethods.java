package io.tributary.platform.http;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.TreeSet;

/** The {@code Allow} header that RFC 9110 15.5.6 wants beside 405; the router does not tell it. */
final class AllowedMethods {
  private AllowedMethods() {}

  static String of(Router router, String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : router.getRoutes()) {
      if (route.methods() != null && route.getPath() != null && matches(route.getPath(), path)) {
        route.methods().stream().map(HttpMethod::name).forEach(methods::add);
      }
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    return String.join(", ", methods);
  }

  private static boolean matches(String template, String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> given = List.of(path.split("/", -1));
    if (wanted.size() != given.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!wanted.get(i).startsWith(":") && !wanted.get(i).equals(given.get(i))) {
        return false;
      }
    }
    return true;
  }
}
