package io.tributary.broker.recording;

import java.time.Instant;

/** How much is kept of the logins through one upstream. */
public record RecordingCount(
    String upstream, long logins, long people, Instant oldest, Instant newest) {}
