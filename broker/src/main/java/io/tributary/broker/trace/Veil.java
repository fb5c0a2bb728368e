package io.tributary.broker.trace;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.recording.Redaction;
import io.tributary.broker.script.LetterCase;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps what is redacted of one person out of a trace, wherever it turns up: a mapping may have
 * made another claim of it.
 */
final class Veil {
  /** Of one person; where there are more, whatever is a text is taken for one of them. */
  private static final int MOST_TEXTS = 4096;

  private final Redaction redaction;
  private final Set<String> names;

  /** By how they may be written: as the provider wrote them. */
  private final Map<String, String> texts = new HashMap<>();

  private final HiddenPieces pieces = new HiddenPieces();
  private boolean tooMany;

  /**
   * Pseudonyms that were put in the place of values: whatever else begins like one may be a value.
   */
  private final Set<String> given = new HashSet<>();

  /**
   * @param names of claims whose values are not kept
   */
  Veil(Redaction redaction, Optional<Identity> person, Set<String> names) {
    this.redaction = redaction;
    this.names = names;
    person.ifPresent(
        identity -> {
          one("preferred_username", identity.preferredUsername());
          one("email", identity.email());
          one("name", identity.name());
          names.forEach(name -> identity.raw().get(name).value().ifPresent(this::remember));
        });
  }

  private void one(String claim, Optional<String> value) {
    if (names.contains(claim)) {
      value.ifPresent(this::remember);
    }
  }

  private void remember(Object value) {
    if (value instanceof Collection<?> list) {
      list.forEach(this::remember);
    } else if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::remember);
    } else if (value instanceof CharSequence text && text.length() > 1) {
      remember(text.toString());
    } else if (value instanceof Number number
        && number.toString().length() >= HiddenPieces.SHORTEST) {
      remember(number.toString());
    }
  }

  private void remember(String text) {
    if (texts.size() >= 3 * MOST_TEXTS) {
      tooMany = true;
      return;
    }
    for (String form : List.of(text, LetterCase.lower(text), LetterCase.upper(text))) {
      if (texts.put(form, text) == null) {
        pieces.add(form);
      }
    }
  }

  boolean hides(String claim) {
    return names.contains(claim);
  }

  Object hidden(Object value) {
    return value == null ? null : known(redaction.hidden(value));
  }

  private Object known(Object hidden) {
    if (hidden instanceof Collection<?> list) {
      list.forEach(this::known);
    } else if (hidden instanceof Map<?, ?> map) {
      map.values().forEach(this::known);
    } else {
      given.add(String.valueOf(hidden));
    }
    return hidden;
  }

  String text(String text) {
    if (given.contains(text)) {
      return text;
    }
    String whole = texts.get(text);
    if (whole != null) {
      return (String) redaction.hidden(whole);
    }
    Optional<String> kept =
        tooMany
            ? Optional.empty()
            : pieces.without(text, piece -> (String) redaction.hidden(texts.get(piece)));
    return kept.orElseGet(() -> (String) hidden(text));
  }
}
