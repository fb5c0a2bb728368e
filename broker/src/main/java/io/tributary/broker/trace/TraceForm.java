package io.tributary.broker.trace;

import io.tributary.broker.keys.Compression;
import io.tributary.broker.keys.Sealer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.zip.DataFormatException;

/**
 * A part as bytes: JSON, deflated, sealed to its row. {@code {"v":1,"facts":[…],"cut":{claim:
 * what}}}.
 */
final class TraceForm {
  /** Far more than {@link Writing} lets through; what a broken stream may grow to. */
  private static final int MOST = 4 << 20;

  private TraceForm() {}

  static JsonObject write(TracePart part, Veil veil) {
    Writing out = new Writing(veil);
    JsonArray facts = new JsonArray();
    part.facts().forEach(fact -> facts.add(fact.write(out)));
    JsonObject json = new JsonObject().put("v", 1).put("facts", facts);
    if (!out.cuts().isEmpty()) {
      JsonObject cut = new JsonObject();
      out.cuts().forEach(cut::put);
      json.put("cut", cut);
    }
    return json;
  }

  /** A part that needs no writing: its fact is bounded and redacted already. */
  static JsonObject of(JsonObject fact) {
    return new JsonObject().put("v", 1).put("facts", new JsonArray().add(fact));
  }

  static Buffer seal(JsonObject json, Sealer sealer, String id, String subject) {
    byte[] small = Compression.deflate(json.toBuffer().getBytes());
    return Buffer.buffer(sealer.seal(small, context(id, subject)));
  }

  /**
   * @throws Sealer.SealBroken when the row is not as it was written
   */
  static JsonObject open(Buffer sealed, Sealer sealer, String id, String subject) {
    try {
      byte[] small = sealer.open(sealed.getBytes(), context(id, subject));
      return new JsonObject(Buffer.buffer(Compression.inflate(small, MOST)));
    } catch (DataFormatException broken) {
      throw new IllegalStateException("A trace that is not as it was written", broken);
    }
  }

  private static String context(String id, String subject) {
    return new JsonArray().add("login_trace").add(id).add(subject).encode();
  }
}
