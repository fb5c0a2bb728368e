package io.tributary.broker.script.starlark;

import java.util.ArrayList;
import java.util.List;

/**
 * What a function takes. Its variables come in the order: positional, by name only, the rest of the
 * positional ones, the rest of the named ones.
 *
 * @param positional names
 * @param byName names of those that are given by name only
 * @param defaults for all of both, null where there is none
 * @param rest name for more positional arguments, or null
 * @param namedRest name for more named arguments, or null
 */
record Parameters(
    List<String> positional,
    List<String> byName,
    List<Expr> defaults,
    String rest,
    String namedRest) {

  static final Parameters NONE = of(List.of());

  static Parameters of(List<String> names) {
    List<Expr> none = new ArrayList<>();
    names.forEach(name -> none.add(null));
    return new Parameters(names, List.of(), none, null, null);
  }

  /** All names, in the order of their slots. */
  List<String> names() {
    List<String> names = new ArrayList<>(positional);
    names.addAll(byName);
    if (rest != null) {
      names.add(rest);
    }
    if (namedRest != null) {
      names.add(namedRest);
    }
    return names;
  }

  int count() {
    return positional.size() + byName.size();
  }

  String name(int index) {
    return index < positional.size()
        ? positional.get(index)
        : byName.get(index - positional.size());
  }
}
