package io.tributary.broker.trace;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a value stands in claims, and where. */
final class Held {
  private Held() {}

  /** Whether the application was told it. */
  static boolean by(LoginTrace.Part part, String value) {
    return part.fact("given").filter(given -> !told(given, value).isEmpty()).isPresent();
  }

  /** Where the application was told it: {@code id_token}, {@code userinfo}. */
  static List<String> told(JsonObject given, String value) {
    List<String> claims = claims(given.getJsonObject("claims"), value);
    List<String> places = new ArrayList<>();
    for (String place : List.of("id_token", "userinfo")) {
      if (given.getJsonArray(place, new JsonArray()).stream().anyMatch(claims::contains)) {
        places.add(place);
      }
    }
    return places;
  }

  /** The claims that hold a value, or have its name. */
  static List<String> claims(JsonObject claims, String value) {
    return claims.fieldNames().stream()
        .filter(name -> name.equals(value) || in(claims.getValue(name), value))
        .toList();
  }

  /** Whether a value is, or holds, this text. */
  static boolean in(Object held, String value) {
    if (held instanceof JsonArray list) {
      return list.stream().anyMatch(each -> in(each, value));
    }
    if (held instanceof JsonObject map) {
      return map.stream().anyMatch(e -> e.getKey().equals(value) || in(e.getValue(), value));
    }
    return Optional.ofNullable(held).map(String::valueOf).filter(value::equals).isPresent();
  }
}
