package io.tributary.broker.script.starlark;

import io.tributary.broker.script.ScriptUsage;
import java.util.ArrayList;
import java.util.List;

/** Writes values as text, never more of it than a text may have. */
final class Printer {
  private final Run run;
  private final StringBuilder out = new StringBuilder();
  private final List<Object> within = new ArrayList<>();

  Printer(Run run) {
    this.run = run;
  }

  Run run() {
    return run;
  }

  /** As {@code str} has it. */
  static String str(Run run, Object value) {
    if (value instanceof String text) {
      return text;
    }
    Printer printer = new Printer(run);
    printer.print(value);
    return printer.text();
  }

  /** As {@code repr} has it. */
  static String repr(Run run, Object value) {
    Printer printer = new Printer(run);
    printer.write(value);
    return printer.text();
  }

  String text() {
    return out.toString();
  }

  int length() {
    return out.length();
  }

  Printer put(String text) {
    ScriptUsage.textLength((long) out.length() + text.length());
    // What is written is copied about twice while it grows, and once more at the end.
    run.meter().reserve(6L * text.length());
    run.meter().read(text.length());
    out.append(text);
    return this;
  }

  Printer put(char c) {
    out.append(c);
    if ((out.length() & 0xFF) == 0) {
      ScriptUsage.textLength(out.length());
      run.meter().reserve(512);
      run.meter().charge(8);
    }
    return this;
  }

  void print(Object value) {
    Type.of(value).print(this, value);
  }

  /** For its author's eyes only: what has no text is shown too. */
  void show(Object value) {
    if (value instanceof StarThing) {
      write(value);
    } else {
      print(value);
    }
  }

  void write(Object value) {
    run.meter().step();
    Type.of(value).write(this, value);
  }

  /** A collection's elements between two signs; one that contains itself is cut short. */
  void elements(Object collection, String open, Iterable<Object> elements, String close) {
    put(open);
    if (enter(collection)) {
      try {
        String between = "";
        for (Object element : elements) {
          put(between);
          between = ", ";
          write(element);
        }
      } finally {
        leave();
      }
    } else {
      put("...");
    }
    put(close);
  }

  boolean enter(Object collection) {
    for (Object outer : within) {
      if (outer == collection) {
        return false;
      }
    }
    run.meter().enter();
    within.add(collection);
    return true;
  }

  void leave() {
    within.remove(within.size() - 1);
    run.meter().leave();
  }

  /** A text as a literal. */
  void quote(String text) {
    boolean single = run.python() && (text.indexOf('\'') < 0 || text.indexOf('"') >= 0);
    char mark = single ? '\'' : '"';
    run.meter().read(text.length());
    put(mark);
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      quoted(point, mark);
    }
    put(mark);
  }

  /** One character of a literal. */
  void quoted(int point, char mark) {
    if (point == mark || point == '\\') {
      put('\\').put((char) point);
    } else if (point >= ' ' && point < 127) {
      put((char) point);
    } else {
      put(escaped(point));
    }
  }

  private static String escaped(int point) {
    return switch (point) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> {
        if (point < 128) {
          yield String.format("\\x%02x", point);
        }
        yield isShown(point)
            ? Character.toString(point)
            : String.format(point < 0x10000 ? "\\u%04x" : "\\U%08x", point);
      }
    };
  }

  private static boolean isShown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
