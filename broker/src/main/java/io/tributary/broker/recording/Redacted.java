package io.tributary.broker.recording;

import io.tributary.broker.identity.Identity;
import java.util.Set;

/**
 * An identity without what is not kept of it.
 *
 * @param names of the claims that hold pseudonyms
 */
public record Redacted(Identity identity, Set<String> names) {
  public Redacted {
    names = Set.copyOf(names);
  }
}
