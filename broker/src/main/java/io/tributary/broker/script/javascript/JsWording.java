package io.tributary.broker.script.javascript;

import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.mozilla.javascript.Context;

/**
 * Which of the engine's words are told. Closed: a message that is none of these may hold a value of
 * somebody's, and is not told at all.
 */
final class JsWording {
  /** Characters of a name. */
  private static final int LONGEST = 200;

  /** Instead of a name that the script does not say. */
  static final String COMPUTED = "a name that it computes";

  /** Of what is not what it should be: all that {@code typeof} says, and null. */
  private static final String KIND =
      "(?<kind>undefined|null|object|boolean|number|string|symbol|bigint|function)";

  /** When a part of a message is a name of the script's, and told. */
  private enum Name {
    /** It may be a value as well. */
    NEVER,
    IF_SAID,
    /** It is a value where that is what is called. */
    IF_CALLED
  }

  /**
   * @param engine its whole message, with the parts {@code name} and {@code kind} that are told
   * @param told instead, with the name first
   */
  private record Rewording(Pattern engine, String told, Name name, boolean withKind) {
    Rewording(String engine, String told, Name name, boolean withKind) {
      this(Pattern.compile(engine, Pattern.DOTALL), told, name, withKind);
    }

    Optional<String> of(String words, JsWording names) {
      Matcher found = engine.matcher(words);
      if (!found.matches()) {
        return Optional.empty();
      }
      List<String> parts = new ArrayList<>();
      switch (name) {
        case NEVER -> {}
        case IF_SAID -> parts.add(names.said(found.group("name")).orElse(COMPUTED));
        case IF_CALLED -> parts.add(names.called(found.group("name")).orElse("what it calls"));
      }
      if (withKind) {
        parts.add(found.group("kind"));
      }
      return Optional.of(String.format(told, parts.toArray()));
    }
  }

  /** The first that matches tells. */
  private static final List<Rewording> REWORDINGS =
      List.of(
          new Rewording(
              "Cannot call property (?<name>.*?) in object .*",
              "%s is not a function",
              Name.IF_SAID,
              false),
          new Rewording(
              "(?<name>.*) is not a function, it is " + KIND + "\\.",
              "%s is not a function, it is %s.",
              Name.IF_CALLED,
              true),
          new Rewording(
              "Cannot read property \"(?<name>.*)\" from " + KIND,
              "Cannot read property \"%s\" from %s",
              Name.IF_SAID,
              true),
          new Rewording(
              "Cannot set property \"(?<name>.*?)\" of (?<kind>undefined|null) to .*",
              "Cannot set property \"%s\" of %s",
              Name.IF_SAID,
              true),
          new Rewording(
              "Cannot delete property \"(?<name>.*)\" of " + KIND,
              "Cannot delete property \"%s\" of %s",
              Name.IF_SAID,
              true),
          new Rewording(
              "Cannot call method \"(?<name>.*)\" of " + KIND,
              "Cannot call method \"%s\" of %s",
              Name.IF_SAID,
              true),
          new Rewording(
              "(?<kind>undefined|null) is not iterable", "%s is not iterable", Name.NEVER, true),
          new Rewording(".* is not iterable", "what it walks is not iterable", Name.NEVER, false),
          new Rewording(
              "\"(?<name>.*)\" is not a constructor\\.",
              "%s is not a constructor",
              Name.IF_CALLED,
              false),
          new Rewording(
              "Cannot (add|remove|modify) a property (to|from|of) a sealed object: (?<name>.*)\\.",
              "Cannot change what is given or built in: %s",
              Name.IF_SAID,
              false),
          new Rewording(
              "Cannot modify readonly property: (?<name>.*)\\.",
              "Cannot change what is fixed: %s",
              Name.IF_SAID,
              false),
          new Rewording(
              "Cannot set property (\\[\\w+\\]\\.)?(?<name>.*?) that has only a getter to value .*",
              "Cannot set property %s, which has only a getter",
              Name.IF_SAID,
              false),
          new Rewording(
              "Cannot convert .* to an? (?<kind>BigInt|number)\\..*",
              "Cannot convert it to a %s",
              Name.NEVER,
              true));

  /** Read when the first script fails. */
  private static final class Whole {
    private static final Set<String> SENTENCES =
        Stream.concat(constant(), JsRefusal.sentences().stream())
            .collect(Collectors.toUnmodifiableSet());

    private Whole() {}

    /** The messages of the engine into which it puts nothing. */
    private static Stream<String> constant() {
      ResourceBundle messages =
          ResourceBundle.getBundle(
              "org.mozilla.javascript.resources.Messages",
              Locale.ENGLISH,
              Context.class.getClassLoader());
      return messages.keySet().stream()
          .map(key -> new MessageFormat(messages.getString(key), Locale.ENGLISH))
          .filter(message -> message.getFormatsByArgumentIndex().length == 0)
          .map(message -> message.format(new Object[0]));
    }
  }

  private final String body;

  /**
   * @param body of the script as its author wrote it
   */
  JsWording(String body) {
    this.body = body;
  }

  /**
   * What is told instead.
   *
   * @param words without the error's kind
   * @return empty when nothing of them may be
   */
  Optional<String> of(String words) {
    return Whole.SENTENCES.contains(words) ? Optional.of(words) : reworded(words);
  }

  /** The same of a sentence with one name in it; empty where it is none of those. */
  Optional<String> reworded(String words) {
    return REWORDINGS.stream().flatMap(each -> each.of(words, this).stream()).findFirst();
  }

  /** The name where the script says it. */
  Optional<String> said(String name) {
    return written(name, "(?![\\w$])");
  }

  private Optional<String> called(String name) {
    return written(name, "\\s*\\(");
  }

  private Optional<String> written(String name, String before) {
    boolean written =
        !name.isEmpty()
            && name.length() <= LONGEST
            && Pattern.compile("(?<![\\w$])" + Pattern.quote(name) + before).matcher(body).find();
    return written ? Optional.of(name) : Optional.empty();
  }
}
