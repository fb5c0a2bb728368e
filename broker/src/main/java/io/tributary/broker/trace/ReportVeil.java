package io.tributary.broker.trace;

import io.tributary.broker.recording.Redaction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Keeps out of a report what the trace of its login does not keep: an application knows it, since
 * it was told. The trace holds only pseudonyms, so each text of the report is compared by its own.
 */
final class ReportVeil {
  /** What stands between signs that set a value apart in a sentence. */
  private static final Pattern PIECE = Pattern.compile("[^\\s<>()\\[\\]{},;:\"'!?=]+");

  private static final String SENTENCE_END = ".";

  private final Redaction redaction;
  private final Set<String> pseudonyms = new HashSet<>();

  /**
   * @param login what the trace holds of the login
   */
  ReportVeil(Redaction redaction, JsonObject login) {
    this.redaction = redaction;
    collect(login);
  }

  private void collect(Object value) {
    if (value instanceof JsonObject object) {
      object.forEach(member -> collect(member.getValue()));
    } else if (value instanceof JsonArray list) {
      list.forEach(this::collect);
    } else if (value instanceof String text && text.startsWith(Redaction.MARK)) {
      pseudonyms.add(text);
    }
  }

  String text(String text) {
    if (pseudonyms.isEmpty()) {
      return text;
    }
    String whole = hidden(text);
    return whole.equals(text) ? PIECE.matcher(text).replaceAll(this::piece) : whole;
  }

  private String piece(MatchResult found) {
    String piece = found.group();
    String kept = hidden(piece);
    if (kept.equals(piece) && piece.endsWith(SENTENCE_END)) {
      kept = hidden(piece.substring(0, piece.length() - 1)) + SENTENCE_END;
    }
    return java.util.regex.Matcher.quoteReplacement(kept);
  }

  private String hidden(String text) {
    String pseudonym = (String) redaction.hidden(text);
    if (pseudonyms.contains(pseudonym)) {
      return pseudonym;
    }
    String lower = (String) redaction.hidden(text.toLowerCase(Locale.ROOT));
    return pseudonyms.contains(lower) ? lower : text;
  }
}
