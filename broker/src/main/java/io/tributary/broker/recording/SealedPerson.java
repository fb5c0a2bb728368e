package io.tributary.broker.recording;

import io.tributary.broker.recording.RecordingRepository.Stored;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** The rows of one person at one provider, as far as anybody needs them. */
final class SealedPerson {
  /** Of so many applications, the last used ones: registration makes many in a moment. */
  static final int MOST_CLIENTS = 50;

  private final RecordingRepository.Key key;
  private final Map<String, Stored> newest = new LinkedHashMap<>();

  SealedPerson(RecordingRepository.Key key) {
    this.key = key;
  }

  boolean isOf(RecordingRepository.Key other) {
    return key.sub().equals(other.sub())
        && key.issuer().equals(other.issuer())
        && key.upstream().equals(other.upstream());
  }

  RecordingRepository.Key key() {
    return key;
  }

  /** Later rows of an application stand for earlier ones. */
  void add(Stored row) {
    Stored known = newest.get(row.key().client());
    if (known == null || known.id() < row.id()) {
      newest.put(row.key().client(), row);
    }
    if (newest.size() > MOST_CLIENTS) {
      Stored oldest = newest.values().stream().min(Comparator.comparingLong(Stored::id)).get();
      newest.remove(oldest.key().client());
    }
  }

  Collection<Stored> rows() {
    return newest.values();
  }

  /** Of the newest row. */
  String subject() {
    return newest.values().stream()
        .max(Comparator.comparingLong(Stored::id))
        .map(row -> row.key().subject())
        .orElseThrow();
  }
}
