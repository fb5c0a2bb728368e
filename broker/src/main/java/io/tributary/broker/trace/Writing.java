package io.tributary.broker.trace;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Writes foreign values into a trace: bounded, whatever a provider or a script made of them, and
 * without what may not be kept. What was left out is noted. For one part of a trace.
 */
public final class Writing {
  /** Of all values of a part together, in characters. */
  static final int LARGEST = 96 << 10;

  private static final int LARGEST_VALUE = 24 << 10;
  private static final int LONGEST_TEXT = 1_000;
  private static final int DEEPEST = 12;

  /** Whatever provider gives such a claim: it opens something. */
  private static final Pattern SECRET =
      Pattern.compile("token|secret|passw|credential|private.?key|assertion|api.?key|otp|cookie");

  /** Parts of the protocol that say nothing of the person. */
  private static final Pattern PROTOCOL = Pattern.compile("nonce|at_hash|c_hash|s_hash|jti|sid");

  static final String NOT_KEPT = "(not kept)";

  private final Veil veil;
  private final Map<String, String> cuts = new LinkedHashMap<>();
  private int left = LARGEST;

  Writing(Veil veil) {
    this.veil = veil;
  }

  /** A text of others. */
  public String text(String text) {
    String kept = shortened(veil.text(text), LONGEST_TEXT);
    left -= kept.length();
    return kept;
  }

  /**
   * The value of a claim.
   *
   * @param claim its name, which decides whether the value may be kept
   * @param value text, number, boolean, list or map of such; {@code null} for none
   */
  public Object value(String claim, Object value) {
    Room room = new Room(claim, Math.max(0, Math.min(left, LARGEST_VALUE)));
    Object kept = room.of(claim, veil.hides(claim) ? veil.hidden(value) : value, 0);
    left -= room.used;
    room.note();
    return kept;
  }

  /** Claims by name, without what belongs to the protocol alone. */
  public JsonObject claims(Map<String, ?> claims) {
    JsonObject kept = new JsonObject();
    claims.forEach(
        (name, value) -> {
          if (left <= 0) {
            cuts.put("claims", "some are left out: there is no more room");
          } else if (!PROTOCOL.matcher(name).matches()) {
            kept.put(shortened(veil.text(name), 200), value(name, value));
          }
        });
    return kept;
  }

  /** What was left out, by claim. */
  Map<String, String> cuts() {
    return cuts;
  }

  private static String shortened(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }

  /** The room of one value. */
  private final class Room {
    private final String claim;
    private final int most;
    private int used;
    private int kept;
    private int dropped;

    Room(String claim, int most) {
      this.claim = claim;
      this.most = most;
    }

    Object of(String name, Object value, int depth) {
      if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).find() && !(value instanceof Boolean)) {
        return value == null ? null : NOT_KEPT;
      }
      used += 4;
      if (value instanceof CharSequence text) {
        String written = shortened(veil.text(text.toString()), LONGEST_TEXT);
        used += written.length();
        return written;
      }
      if (depth > DEEPEST) {
        dropped++;
        return "…";
      }
      if (value instanceof JsonArray list) {
        return list(name, list.getList(), depth);
      }
      if (value instanceof JsonObject map) {
        return members(map.getMap(), depth);
      }
      if (value instanceof Collection<?> list) {
        return list(name, list, depth);
      }
      if (value instanceof Map<?, ?> map) {
        return members(map, depth);
      }
      if (value instanceof Number) {
        String written = value.toString();
        String shown = veil.text(written);
        return shown.equals(written) ? value : shown;
      }
      return value instanceof Boolean || value == null ? value : String.valueOf(value);
    }

    private JsonArray list(String name, Collection<?> list, int depth) {
      JsonArray written = new JsonArray();
      for (Object each : list) {
        if (used >= most) {
          dropped++;
        } else {
          kept++;
          written.add(of(name, each, depth + 1));
        }
      }
      return written;
    }

    private JsonObject members(Map<?, ?> map, int depth) {
      JsonObject written = new JsonObject();
      map.forEach(
          (name, value) -> {
            if (used >= most) {
              dropped++;
            } else {
              kept++;
              String key = shortened(veil.text(String.valueOf(name)), 200);
              used += key.length();
              written.put(key, of(key, value, depth + 1));
            }
          });
      return written;
    }

    void note() {
      if (dropped > 0) {
        cuts.put(shortened(claim, 200), kept + " values kept, " + dropped + " left out");
      }
    }
  }
}
