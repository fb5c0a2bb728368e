package io.tributary.broker.trace;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.RecordingConfig;
import io.tributary.broker.recording.Redaction;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is not kept of the claims of each upstream: as its recordings say, else the usual. */
public final class Redactions {
  private final Redaction redaction;
  private final Map<String, Set<String>> byUpstream;

  public Redactions(Redaction redaction, List<RecordingConfig> recordings) {
    this.redaction = redaction;
    this.byUpstream =
        recordings.stream()
            .collect(Collectors.toMap(RecordingConfig::upstream, RecordingConfig::redact));
  }

  /** What is not kept of a report of the login that a trace tells of. */
  ReportVeil over(JsonObject login) {
    return new ReportVeil(redaction, login);
  }

  /** A text that somebody else made of a person's claims, without what is not kept of them. */
  public String of(Identity person, String text) {
    return veil(Optional.of(person)).text(text);
  }

  Veil veil(Optional<Identity> person) {
    Set<String> names =
        person
            .map(identity -> byUpstream.get(identity.upstream()))
            .orElse(Set.copyOf(RecordingConfig.REDACTED));
    return new Veil(redaction, person, names);
  }
}
