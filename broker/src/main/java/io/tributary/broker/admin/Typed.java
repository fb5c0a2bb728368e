package io.tributary.broker.admin;

import io.tributary.broker.laboratory.Draft;
import io.tributary.broker.laboratory.Publishing;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.web.Parameters;
import java.util.Optional;

/**
 * What somebody typed into the form of a draft. Nothing of it is judged here: whatever is wrong, it
 * can be shown again as it was.
 *
 * @param base version that was live when the form was made, or {@code none}
 * @param seen version of the draft that was there, or {@code none}
 * @param replace the draft of somebody else too
 */
record Typed(
    String name,
    String language,
    String script,
    String settings,
    String tests,
    String message,
    String base,
    String seen,
    boolean replace) {

  static Typed of(Parameters form) {
    return new Typed(
        form.get("name").orElse(""),
        form.get("language").orElse(""),
        text(form, "script"),
        text(form, "settings"),
        text(form, "tests"),
        form.get("message").orElse(""),
        form.get("base").orElse(Publishing.REMOVAL),
        form.get("seen").orElse(Publishing.REMOVAL),
        form.get("replace").filter("yes"::equals).isPresent());
  }

  /** Browsers send CR LF (HTML, "constructing the entry list"); that would be another version. */
  private static String text(Parameters form, String field) {
    return form.get(field).orElse("").replace("\r\n", "\n").replace('\r', '\n');
  }

  static Typed of(
      MappingSource source, String message, Optional<String> live, Optional<Draft> draft) {
    return new Typed(
        source.name(),
        source.language(),
        source.script(),
        source.settings(),
        source.tests().orElse(""),
        message,
        live.orElse(Publishing.REMOVAL),
        seen(draft),
        false);
  }

  static String seen(Optional<Draft> draft) {
    return draft
        .map(there -> there.version().orElse("removal") + "." + there.id())
        .orElse(Publishing.REMOVAL);
  }

  /** With what is there by now. */
  Typed over(Optional<String> live, Optional<Draft> draft) {
    return new Typed(
        name,
        language,
        script,
        settings,
        tests,
        message,
        live.orElse(Publishing.REMOVAL),
        seen(draft),
        replace);
  }

  MappingSource source() {
    return new MappingSource(
        name,
        language,
        language.isEmpty() ? "" : script,
        settings,
        Optional.of(tests).filter(text -> !text.isBlank()));
  }

  /** The mapping is there already. */
  boolean known() {
    return !base.equals(Publishing.REMOVAL) || !seen.equals(Publishing.REMOVAL);
  }
}
