package io.tributary.broker.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;

/**
 * Turns a {@link Page} into HTML in UTF-8. The templates are classes compiled with the broker; each
 * value is escaped for the place where it stands. Safe for use by several event loops.
 */
public final class Pages {
  private static final String COMPILED = "io.tributary.broker.pages";
  private static final int USUAL_BYTES = 4096;

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Pages.class.getClassLoader(), COMPILED);

  public Buffer render(Page page, Page.Frame frame) {
    Utf8ByteOutput html = new Utf8ByteOutput(USUAL_BYTES);
    engine.render(template(page), Map.of("page", page, "frame", frame), html);
    return Buffer.buffer(html.toByteArray());
  }

  private static String template(Page page) {
    String kebab = page.getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-");
    return kebab.toLowerCase(Locale.ROOT) + ".jte";
  }
}
