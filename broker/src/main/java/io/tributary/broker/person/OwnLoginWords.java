package io.tributary.broker.person;

import io.tributary.broker.trace.LoginTrace;
import io.tributary.broker.trace.TracePart.Outcome;
import io.tributary.broker.web.Page;
import io.tributary.platform.ops.HarmlessText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One login in words for the person whose it is: whom it told what, and what came of it. Nothing of
 * how it was decided, which is for administrators; what is redacted is only said to be so.
 */
final class OwnLoginWords {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** As {@code recording.Redaction} writes pseudonyms. */
  private static final Pattern PSEUDONYM = Pattern.compile("redacted:[A-Za-z0-9_-]{16}");

  private static final List<String> REPORTED =
      List.of(
          "account",
          "roles",
          "flags_set",
          "flags_cleared",
          "groups_joined",
          "groups_left",
          "groups",
          "message");

  private final LoginTrace login;
  private final LoginTrace.Part end;
  private final UnaryOperator<String> application;
  private final Function<String, Optional<String>> provider;
  private final String address;

  /**
   * @param application name of a client by its id
   * @param provider label of an upstream by its name
   * @param address below which each login has its own
   */
  OwnLoginWords(
      LoginTrace login,
      UnaryOperator<String> application,
      Function<String, Optional<String>> provider,
      String address) {
    this.login = login;
    this.application = application;
    this.provider = provider;
    this.address = address;
    this.end = end(login);
  }

  /** What decided it: its last part, but for what was reported of it. */
  private static LoginTrace.Part end(LoginTrace login) {
    List<LoginTrace.Part> own =
        login.parts().stream().filter(part -> part.outcome() != Outcome.REPORTED).toList();
    return own.isEmpty() ? login.parts().get(0) : own.get(own.size() - 1);
  }

  Page.OwnLogin line() {
    return new Page.OwnLogin(
        time(end.at()),
        shown(application.apply(end.client())),
        through(),
        outcome(),
        end.outcome() == Outcome.REFUSED,
        told().stream().filter(claim -> Set.of("groups", "roles").contains(claim)).toList().stream()
            .map(this::line)
            .toList(),
        report().map(this::verdict),
        address + "/" + login.id());
  }

  private String through() {
    return switch (end.upstream()) {
      case "none" -> "nobody: it did not come so far";
      case "local" -> "a password here";
      default -> shown(provider.apply(end.upstream()).orElse(end.upstream()));
    };
  }

  private String outcome() {
    return switch (end.outcome()) {
      case ISSUED -> "signed in";
      case WAITING -> "not finished";
      case REFUSED ->
          shown(
              end.fact("refused")
                  .map(fact -> "refused: " + fact.getString("description"))
                  .orElse("refused: " + end.error()));
      case REPORTED -> "not known any more";
    };
  }

  private String verdict(JsonObject report) {
    boolean denied = "denied".equals(report.getString("outcome"));
    String account =
        Optional.ofNullable(report.getString("account")).map(name -> " as " + name).orElse("");
    return shown(denied ? "let nobody in" : "let you in" + account);
  }

  List<Page.TraceSection> sections() {
    List<Page.TraceSection> sections = new ArrayList<>();
    if (login.parts().stream().allMatch(part -> part.content().isEmpty())) {
      sections.add(section("What it found out", List.of("cannot be read any more")));
    }
    List<String> told = told().stream().map(this::line).toList();
    if (!told.isEmpty()) {
      sections.add(section("The application was told", told));
    }
    report()
        .ifPresent(
            fact -> {
              List<String> lines = new ArrayList<>(List.of("it " + verdict(fact)));
              REPORTED.stream()
                  .filter(fact::containsKey)
                  .forEach(
                      name -> lines.add(name.replace('_', ' ') + ": " + text(fact.getValue(name))));
              sections.add(section("The application says that", lines));
            });
    return sections;
  }

  private static Page.TraceSection section(String title, List<String> lines) {
    return new Page.TraceSection(title, lines.stream().map(OwnLoginWords::shown).toList());
  }

  private Optional<JsonObject> report() {
    return login.parts().stream().flatMap(part -> part.fact("application").stream()).findFirst();
  }

  /** Names of the claims that the application could see, wherever. */
  private Set<String> told() {
    Set<String> names = new TreeSet<>();
    end.fact("given")
        .ifPresent(
            given ->
                Stream.of("id_token", "userinfo")
                    .forEach(
                        place ->
                            given
                                .getJsonArray(place, new JsonArray())
                                .forEach(name -> names.add(String.valueOf(name)))));
    names.retainAll(claims().fieldNames());
    return names;
  }

  private JsonObject claims() {
    return end.fact("given").map(given -> given.getJsonObject("claims")).orElse(new JsonObject());
  }

  private String line(String claim) {
    return shown(claim + ": " + text(claims().getValue(claim)));
  }

  private static String text(Object value) {
    if (value instanceof JsonArray list) {
      return list.isEmpty()
          ? "none"
          : String.join(", ", list.stream().map(OwnLoginWords::text).toList());
    }
    return value instanceof JsonObject object ? object.encode() : String.valueOf(value);
  }

  private static String shown(String text) {
    return HarmlessText.of(PSEUDONYM.matcher(text).replaceAll("(not kept)"));
  }

  private static String time(Instant at) {
    return TIME.format(at);
  }
}
