package io.tributary.broker.recording;

import io.tributary.broker.keys.DataKey;
import io.tributary.broker.recording.RecordingRepository.Stored;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.time.Instant;

/** Seals recordings to their account, their person and their application. */
final class RecordingSeal {
  private RecordingSeal() {}

  static Stored seal(
      DataKey key,
      RecordingRepository.Key row,
      RecordingJson.Content content,
      Instant at,
      Duration keep) {
    byte[] sealed = key.seal(RecordingJson.write(content), context(row));
    return new Stored(0, row, at, at.plus(keep), Buffer.buffer(sealed));
  }

  /**
   * @throws io.tributary.broker.keys.Sealer.SealBroken when the row is not as it was written
   */
  static RecordedLogin open(DataKey key, Stored row) {
    RecordingJson.Content content =
        RecordingJson.read(key.open(row.sealed().getBytes(), context(row.key())));
    return new RecordedLogin(
        row.id(),
        row.key().subject(),
        row.at(),
        content.identity(),
        content.client(),
        content.scopes(),
        content.redacted());
  }

  private static String context(RecordingRepository.Key row) {
    return new JsonArray()
        .add("login_recording")
        .add(row.upstream())
        .add(row.issuer())
        .add(row.sub())
        .add(row.client())
        .add(row.subject())
        .encode();
  }
}
