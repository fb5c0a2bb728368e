package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptInput;
import java.util.HashMap;
import java.util.Map;

/** An object of the input, whose fields are read by name. */
final class StarThing implements Value {
  private static final Type TYPE = new ThingType();

  private final Map<String, Object> attributes;
  private final String watched;
  private Map<String, Object> read;

  /**
   * @param watched by which name it is told what was read of it; null: by none
   */
  StarThing(Map<String, Object> attributes, String watched) {
    this.attributes = attributes;
    this.watched = watched;
  }

  @Override
  public Type type() {
    return TYPE;
  }

  /** The value of a field, or null when there is no such field. */
  Object get(Run run, String name) {
    Object raw = attributes.get(name);
    if (watched != null && !(raw instanceof ScriptInput.Watched)) {
      run.reads().note(watched, name);
    }
    if (raw instanceof String) {
      return raw;
    }
    if (raw == null && !attributes.containsKey(name)) {
      return null;
    }
    if (raw instanceof ScriptInput.Unfetched nobodys) {
      throw new StarDict.Missing(nobodys).read();
    }
    if (read == null) {
      run.meter().reserve(128);
      read = new HashMap<>();
    }
    Object known = read.get(name);
    if (known == null) {
      known = Inputs.value(run, raw);
      read.put(name, known);
    }
    return known;
  }

  /** All of it is compared with something. */
  private void noteAll(Run run) {
    run.meter().charge(attributes.size());
    if (watched != null) {
      run.reads().noteAll(watched);
    }
  }

  Map<String, Object> attributes() {
    return attributes;
  }

  private static final class ThingType extends Type {
    ThingType() {
      super("object");
    }

    @Override
    void write(Printer out, Object value) {
      out.put("<object with " + String.join(", ", ((StarThing) value).attributes.keySet()) + ">");
    }

    /** As text it would be a claim that nobody meant. */
    @Override
    void print(Printer out, Object value) {
      throw StarError.type("an object is no text; write one of its fields, such as .name");
    }

    @Override
    Object field(Run run, Object value, String called) {
      return ((StarThing) value).get(run, called);
    }

    @Override
    Iterable<String> fields(Object value) {
      return ((StarThing) value).attributes.keySet();
    }

    @Override
    boolean equal(Run run, Object one, Object other) {
      ((StarThing) one).noteAll(run);
      ((StarThing) other).noteAll(run);
      return ((StarThing) one).attributes.equals(((StarThing) other).attributes);
    }

    @Override
    int hash(Run run, Object value) {
      ((StarThing) value).noteAll(run);
      return ((StarThing) value).attributes.hashCode();
    }
  }
}
