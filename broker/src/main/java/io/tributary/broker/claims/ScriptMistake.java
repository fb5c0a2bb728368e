package io.tributary.broker.claims;

import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptFailure;
import io.tributary.broker.script.ScriptReads;
import io.tributary.platform.config.Suggestions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Why a script may have failed: it read a name that is not there. Says names that stand in the
 * script, and never a value: a script may ask for a name that it makes of one.
 */
final class ScriptMistake {
  private static final String CLAIMS = "claims";

  /** Each before those that it begins with. */
  private static final List<String> PATHS =
      List.of(CLAIMS, "request.user", "request.states", "request", "client");

  /** What there always is, in JavaScript; Python refuses other names by itself. */
  private static final Map<String, List<String>> FIXED =
      Map.of(
          "request", List.of("user", "upstream", "states"),
          "request.user", MappingInput.USER,
          "client", List.of("id"));

  /** Words of failures for a value that was not there. */
  private static final List<String> MISSING = List.of("undefined", "null", "None", "not in dict");

  /** A script may ask for hundreds of names, and each is looked for in it. */
  private static final int MOST = 16;

  private final boolean python;
  private final ClaimSet raw;
  private final SourceLines lines;

  private ScriptMistake(Mapping mapping, ClaimSet raw) {
    this.python = mapping.source().language().equals("py");
    this.raw = raw;
    this.lines = new SourceLines(mapping.source().script(), python);
  }

  /**
   * The same failure with its place, and with what was probably meant.
   *
   * @param reads what the failed evaluation read
   * @param raw what the provider said
   */
  static ScriptFailure explained(
      ScriptFailure failure, Mapping mapping, Set<String> reads, ClaimSet raw) {
    return switch (failure.reason()) {
      case RESULT_TYPE, THROWN ->
          mapping.hasRules() ? failure : new ScriptMistake(mapping, raw).explained(failure, reads);
      default -> failure;
    };
  }

  private ScriptFailure explained(ScriptFailure failure, Set<String> reads) {
    String member = failure.place().split("[.\\[]", 2)[0];
    ScriptFailure placed =
        failure.reason() == ScriptFailure.Reason.RESULT_TYPE
            ? failure.at(lines.ofMember(member))
            : failure;
    boolean missing = MISSING.stream().anyMatch(word -> failure.getMessage().contains(word));
    return reads.stream()
        .flatMap(read -> read(read).stream())
        .filter(read -> read.isWrong(python) || (missing && isAbsent(read)))
        .limit(MOST)
        .flatMap(read -> advice(read).stream())
        .findFirst()
        .map(advice -> placed.advised(together(advice, placed, missing)).at(advice.line()))
        .orElse(placed);
  }

  /** Something that was read of an object of the input. */
  private record Read(String path, String name) {
    boolean isWrong(boolean python) {
      return !python && FIXED.containsKey(path) && !FIXED.get(path).contains(name);
    }
  }

  private static Optional<Read> read(String read) {
    return PATHS.stream()
        .filter(path -> read.startsWith(path + "."))
        .findFirst()
        .map(path -> new Read(path, read.substring(path.length() + 1)))
        .filter(known -> !known.name().equals(ScriptReads.ALL));
  }

  private boolean isAbsent(Read read) {
    return read.path().equals(CLAIMS) && !said(read.name());
  }

  private boolean said(String name) {
    return raw.get(name).fold(value -> true, () -> true, () -> false, () -> true);
  }

  /**
   * What is said of a name, and in which line it is read.
   *
   * @param near whether another name was probably meant
   */
  private record Advice(int line, String text, boolean near) {}

  /** Where a name was mistaken, there is nothing else to be mended. */
  private static String together(Advice advice, ScriptFailure failure, boolean missing) {
    return failure.advice().isEmpty() || (missing && advice.near())
        ? advice.text()
        : missing
            ? advice.text() + "; " + failure.advice()
            : failure.advice() + "; " + advice.text();
  }

  private Optional<Advice> advice(Read read) {
    int line = lines.ofName(read.name());
    boolean absent = isAbsent(read);
    List<String> known =
        absent ? raw.all().keySet().stream().filter(this::said).toList() : FIXED.get(read.path());
    String near = Suggestions.suffix(read.name(), known);
    String what = absent ? "the provider did not say" : "does not exist";
    String others = absent ? "" : "; there are " + String.join(", ", known);
    return line == 0
        ? Optional.empty()
        : Optional.of(
            new Advice(
                line,
                "line "
                    + line
                    + " reads "
                    + read.path()
                    + "."
                    + read.name()
                    + ", which "
                    + what
                    + (near.isEmpty() ? others : near),
                !near.isEmpty()));
  }
}
