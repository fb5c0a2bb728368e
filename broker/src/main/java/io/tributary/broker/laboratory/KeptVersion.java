package io.tributary.broker.laboratory;

import io.tributary.broker.mapping.MappingSource;
import java.time.Instant;

/**
 * A version that is or was live; kept forever, since traces and grants name it.
 *
 * @param change of the draft that it was
 */
public record KeptVersion(MappingSource source, Change change, Instant createdAt) {}
