package io.tributary.broker.laboratory;

import java.util.Optional;

/**
 * What somebody had before their eyes who now saves a draft: it is saved only over that.
 *
 * @param live version; {@link Publishing#REMOVAL}: none was. Empty: whatever is live
 * @param draft number of the draft; 0: there was none. Empty: whichever there is
 */
public record Seen(Optional<String> live, Optional<Long> draft) {
  /** Whoever looked at nothing. */
  public static final Seen NOTHING = new Seen(Optional.empty(), Optional.empty());

  static final long NO_DRAFT = 0;

  /** All of it. */
  public static Seen of(Optional<String> live, Optional<Draft> draft) {
    return new Seen(
        Optional.of(live.orElse(Publishing.REMOVAL)),
        Optional.of(draft.map(Draft::id).orElse(NO_DRAFT)));
  }

  boolean isLive(Optional<String> now) {
    return live.isEmpty() || live.get().equals(now.orElse(Publishing.REMOVAL));
  }

  boolean isDraft(Optional<Draft> now) {
    return draft.isEmpty() || draft.get().equals(now.map(Draft::id).orElse(NO_DRAFT));
  }
}
