package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptSyntax;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A region of a script in which names mean the same; spec.md, "Name binding and variables". Names
 * become places here, so that nothing is looked up by name when a script runs.
 */
final class Scope {
  /** Something that waits until it is known which variables inner functions see. */
  interface Waiting {
    void settle();
  }

  private final Scope parent;
  private final Scope function;
  private final Resolution resolution;
  private final Map<String, Binding> names = new HashMap<>();
  private final List<Binding> own = new ArrayList<>();
  private final Map<Binding, Integer> free = new LinkedHashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final boolean module;
  private int slots;

  private Scope(Scope parent, boolean isFunction, boolean module, Resolution resolution) {
    this.parent = parent;
    this.function = isFunction ? this : parent.function;
    this.module = module;
    this.resolution = resolution;
  }

  static Scope module(Resolution resolution) {
    return new Scope(null, true, true, resolution);
  }

  /** Of a script that is the body of a function. */
  static Scope script(Resolution resolution) {
    return new Scope(null, true, false, resolution);
  }

  Scope inFunction() {
    return new Scope(this, true, false, resolution);
  }

  Scope inComprehension() {
    return new Scope(this, false, false, resolution);
  }

  boolean isModule() {
    return module;
  }

  Resolution resolution() {
    return resolution;
  }

  /** Binds a name here; a second time it is the same variable. */
  Binding declare(String name, int line) {
    Binding known = names.get(name);
    if (known != null) {
      return known;
    }
    Binding made =
        module
            ? new Binding(name, this, resolution.newGlobal(name), true, line)
            : new Binding(name, function, function.slots++, false, line);
    names.put(name, made);
    if (!module) {
      function.own.add(made);
    }
    return made;
  }

  /** The variables bound here. */
  Collection<Binding> declared() {
    return names.values();
  }

  /** Whether anything refers to a name that is bound here. */
  boolean isUsed(String name) {
    return names.get(name).isUsed();
  }

  boolean isDeclared(String name) {
    return names.containsKey(name);
  }

  /** Makes a name here mean that of a function around. */
  void borrow(String name, Expr at) {
    if (names.containsKey(name)) {
      throw at.wrong(name + " is given a value before nonlocal");
    }
    for (Scope around = function.parent; around != null; around = around.parent) {
      Binding found = around.names.get(name);
      if (found != null && !found.isGlobal()) {
        names.put(name, found);
        return;
      }
    }
    throw at.wrong("no function around has a variable " + name);
  }

  /** The variable, or null when it is none that the script has. */
  Binding find(String name) {
    for (Scope around = this; around != null; around = around.parent) {
      Binding found = around.names.get(name);
      if (found != null) {
        found.use();
        return found;
      }
    }
    return null;
  }

  /** Which free variable of this scope's function it is, or -1 for one of its own. */
  int freeIndex(Binding binding) {
    if (binding.isGlobal() || binding.function() == function) {
      return -1;
    }
    binding.capture();
    Integer known = function.free.get(binding);
    if (known != null) {
      return known;
    }
    function.parent.freeIndex(binding);
    function.free.put(binding, function.free.size());
    return function.free.size() - 1;
  }

  /** Calls back when this scope's function is resolved to its end. */
  void whenResolved(Waiting one) {
    function.waiting.add(one);
  }

  /** Where this function's variables are; it is resolved to its end. */
  FunctionCode.Layout layout() {
    waiting.forEach(Waiting::settle);
    int[] cells = own.stream().filter(Binding::isCaptured).mapToInt(Binding::slot).toArray();
    int[] sources =
        free.keySet().stream()
            .mapToInt(
                binding -> {
                  int outer = function.parent.freeIndex(binding);
                  return outer < 0 ? binding.slot() : ~outer;
                })
            .toArray();
    return new FunctionCode.Layout(slots, cells, sources);
  }

  /** For a name that nothing binds. */
  ScriptSyntax undefined(Expr at, String name) {
    String advice = resolution.refusal(name);
    return at.wrong(advice == null ? "undefined: " + name + suggestion(name) : advice);
  }

  private String suggestion(String name) {
    List<String> known = new ArrayList<>(resolution.universe().keySet());
    for (Scope around = this; around != null; around = around.parent) {
      known.addAll(around.names.keySet());
    }
    return Spelling.nearest(name, known).map(near -> " (did you mean " + near + "?)").orElse("");
  }
}
