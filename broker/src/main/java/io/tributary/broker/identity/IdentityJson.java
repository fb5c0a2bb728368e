package io.tributary.broker.identity;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An identity as bytes to be sealed. Every raw claim keeps its state: {@code ["name","p",value]} is
 * present, {@code "e"} empty, {@code "a"} absent, {@code "u"} could not be fetched.
 */
public final class IdentityJson {
  private IdentityJson() {}

  public static byte[] write(Identity identity) {
    JsonArray raw = new JsonArray();
    identity.raw().all().forEach((name, claim) -> raw.add(claim(name, claim)));
    JsonObject json =
        new JsonObject()
            .put("upstream", identity.upstream())
            .put("issuer", identity.issuer())
            .put("sub", identity.sub())
            .put("preferred_username", identity.preferredUsername().orElse(null))
            .put("email", identity.email().orElse(null))
            .put("email_verified", identity.emailVerified())
            .put("name", identity.name().orElse(null))
            .put("groups", new JsonArray(identity.groups()))
            .put("raw", raw);
    return json.toBuffer().getBytes();
  }

  private static JsonArray claim(String name, Claim claim) {
    return claim.fold(
        value -> new JsonArray().add(name).add("p").add(value),
        () -> new JsonArray().add(name).add("e"),
        () -> new JsonArray().add(name).add("a"),
        () -> new JsonArray().add(name).add("u"));
  }

  public static Identity read(byte[] bytes) {
    return read(new JsonObject(Buffer.buffer(bytes)));
  }

  /** The same of bytes that were parsed as part of something else. */
  public static Identity read(JsonObject json) {
    Map<String, Claim> raw = new LinkedHashMap<>();
    for (Object entry : json.getJsonArray("raw")) {
      JsonArray claim = (JsonArray) entry;
      raw.put(claim.getString(0), claim(claim));
    }
    return new Identity(
        json.getString("upstream"),
        json.getString("issuer"),
        json.getString("sub"),
        Optional.ofNullable(json.getString("preferred_username")),
        Optional.ofNullable(json.getString("email")),
        json.getBoolean("email_verified"),
        Optional.ofNullable(json.getString("name")),
        json.getJsonArray("groups").stream().map(String.class::cast).toList(),
        new ClaimSet(raw));
  }

  private static Claim claim(JsonArray entry) {
    return switch (entry.getString(1)) {
      case "p" -> new Claim.Present(plain(entry.getValue(2)));
      case "e" -> new Claim.Empty();
      case "a" -> new Claim.Absent();
      case "u" -> new Claim.Unfetched();
      default -> throw new IllegalStateException("Not a state of a claim");
    };
  }

  /** Lists and maps as {@link Claim} has them. */
  private static Object plain(Object value) {
    if (value instanceof JsonObject map) {
      return map.getMap();
    }
    return value instanceof JsonArray list ? (List<?>) list.getList() : value;
  }
}
