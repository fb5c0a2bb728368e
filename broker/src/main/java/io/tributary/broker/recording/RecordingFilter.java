package io.tributary.broker.recording;

import java.util.Optional;

/**
 * Which recordings are meant.
 *
 * @param upstream through which the login came; empty: any
 * @param client id of the application; empty: any
 * @param subject of the account; empty: everybody's
 */
public record RecordingFilter(
    Optional<String> upstream, Optional<String> client, Optional<String> subject) {
  public static final RecordingFilter ALL =
      new RecordingFilter(Optional.empty(), Optional.empty(), Optional.empty());

  public static RecordingFilter ofPerson(String subject) {
    return new RecordingFilter(Optional.empty(), Optional.empty(), Optional.of(subject));
  }
}
