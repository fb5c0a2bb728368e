package io.tributary.broker.script.starlark;

import java.util.List;

/** An f-string. */
final class Template extends Expr {
  /**
   * A fixed text, or a value with the way it is written.
   *
   * @param text null for a value
   * @param conversion {@code s r a}, or 0
   * @param format how it is written, itself with values, or null
   */
  record Part(String text, Expr value, char conversion, Template format) {}

  private final Part[] parts;

  Template(Token at, List<Part> parts) {
    super(at);
    this.parts = parts.toArray(Part[]::new);
  }

  @Override
  String eval(Frame frame) {
    Run run = frame.run;
    Printer out = new Printer(run);
    for (Part part : parts) {
      run.meter().step();
      out.put(part.text() == null ? value(frame, part) : part.text());
    }
    return out.text();
  }

  private String value(Frame frame, Part part) {
    Run run = frame.run;
    Object value = part.value().eval(frame);
    String format = part.format() == null ? "" : part.format().eval(frame);
    try {
      return Formatting.write(run, value, part.conversion(), format);
    } catch (StarError wrong) {
      throw here(wrong);
    }
  }

  @Override
  void resolve(Scope scope) {
    for (Part part : parts) {
      if (part.text() == null) {
        part.value().resolve(scope);
        if (part.format() != null) {
          part.format().resolve(scope);
        }
      }
    }
  }
}
