package io.tributary.broker.trace;

import io.tributary.broker.mapping.Rule;
import io.tributary.broker.script.ScriptNotes;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What rules of a mapping gave to a claim and took out of it, as facts; those that changed nothing
 * are left out.
 *
 * <pre>
 * [{"rule":2,"line":14,"does":"table","claim":"groups","gave":["superusers"],"took":["netbox_admin"]}]
 * </pre>
 */
final class RuleFacts {
  private static final int MOST = 100;

  private RuleFacts() {}

  static JsonArray of(List<Rule> rules, List<ScriptNotes.Note> notes, Writing out) {
    JsonArray facts = new JsonArray();
    for (ScriptNotes.Note note : notes) {
      Set<Object> before = values(note.before());
      Set<Object> after = values(note.after());
      if (!before.equals(after) && facts.size() < MOST) {
        facts.add(fact(rules, note, before, after, out));
      }
    }
    return facts;
  }

  private static JsonObject fact(
      List<Rule> rules, ScriptNotes.Note note, Set<Object> before, Set<Object> after, Writing out) {
    Set<Object> gave = new LinkedHashSet<>(after);
    gave.removeAll(before);
    Set<Object> took = new LinkedHashSet<>(before);
    took.removeAll(after);
    Rule rule = rules.get(note.place() - 1);
    return new JsonObject()
        .put("rule", note.place())
        .put("line", rule.line())
        .put("does", rule.verb().word())
        .put("claim", note.claim())
        .put("gave", out.value(note.claim(), List.copyOf(gave)))
        .put("took", out.value(note.claim(), List.copyOf(took)));
  }

  private static Set<Object> values(Object value) {
    Set<Object> values = new LinkedHashSet<>();
    if (value instanceof Collection<?> list) {
      list.stream().filter(Objects::nonNull).forEach(values::add);
    } else if (value != null) {
      values.add(value);
    }
    return values;
  }
}
