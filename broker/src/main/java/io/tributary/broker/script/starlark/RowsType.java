package io.tributary.broker.script.starlark;

import java.util.Arrays;
import java.util.Map;

/** Query sets. */
final class RowsType extends Type {
  static final Type ROWS = new RowsType();

  private RowsType() {
    super("QuerySet");
  }

  @Override
  Map<String, Native> methods() {
    return RowsMethods.ALL;
  }

  @Override
  boolean truth(Object value) {
    return ((StarRows) value).rows().length > 0;
  }

  @Override
  void write(Printer out, Object value) {
    Object[] shown = Iterables.elements(out.run(), value);
    out.elements(value, "<QuerySet [", Arrays.asList(shown), "]>");
  }

  @Override
  Walk walk(Run run, Object value) {
    StarRows rows = (StarRows) value;
    return new Walk() {
      private int at;

      @Override
      Object next() {
        return at < rows.rows().length ? rows.shown(run, at++) : null;
      }
    };
  }

  @Override
  long length(Object value) {
    return ((StarRows) value).rows().length;
  }

  @Override
  Object index(Run run, Object value, Object key) {
    StarRows rows = (StarRows) value;
    return rows.shown(run, Slice.element(key, rows.rows().length, "QuerySet"));
  }

  @Override
  Object slice(Run run, Object value, Slice slice) {
    StarRows rows = (StarRows) value;
    run.meter().list(slice.count());
    StarThing[] part = new StarThing[slice.count()];
    Arrays.setAll(part, at -> rows.rows()[slice.start() + at * slice.stride()]);
    return rows.with(part);
  }

  @Override
  Boolean contains(Run run, Object value, Object element) {
    StarRows rows = (StarRows) value;
    for (int at = 0; at < rows.rows().length; at++) {
      if (Compare.equal(run, rows.shown(run, at), element)) {
        return true;
      }
    }
    return false;
  }
}
