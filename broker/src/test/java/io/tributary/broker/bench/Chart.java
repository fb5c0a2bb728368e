package io.tributary.broker.bench;

import java.util.List;

/**
 * Bars with their numbers as SVG, without script, on light and dark ground alike. Each group has a
 * scale of its own: what is compared stands together, and a login does not hide a key set.
 *
 * @param unit of the numbers, for the title's second line
 * @param series names of the bars of each group, at most four, in their order
 */
record Chart(String title, String unit, List<String> series, List<Group> groups) {
  private static final int WIDTH = 760;
  private static final int LABELS = 200;
  private static final int NUMBERS = 90;
  private static final int BAR = 16;
  private static final int GAP = 14;
  private static final int HEAD = 84;

  /**
   * What one operation costs.
   *
   * @param bars one for each series; {@code null} where there is none
   */
  record Group(String label, List<Bar> bars) {}

  /** A value with the least and the most of the rounds; all three the same without a spread. */
  record Bar(double least, double value, double most) {}

  String svg() {
    StringBuilder svg = new StringBuilder();
    int height = HEAD + groups.stream().mapToInt(this::height).sum();
    svg.append(
        Tables.text(
            """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-labelledby="title">
            <title id="title">%s</title>
            <style>
              .ground { fill: #ffffff } text { fill: #1f2328; font: 13px system-ui, sans-serif }
              .head { font-weight: 600; font-size: 16px } .quiet { fill: #59636e }
              .s0 { fill: #0969da } .s1 { fill: #bc4c00 } .s2 { fill: #1a7f37 } .s3 { fill: #8250df }
              .spread { stroke: #1f2328; stroke-width: 1.5 }
              @media (prefers-color-scheme: dark) {
                .ground { fill: #0d1117 } text { fill: #e6edf3 } .quiet { fill: #9198a1 }
                .s0 { fill: #4493f8 } .s1 { fill: #db6d28 } .s2 { fill: #3fb950 } .s3 { fill: #ab7df8 }
                .spread { stroke: #e6edf3 }
              }
            </style>
            <rect class="ground" width="%d" height="%d"/>
            <text class="head" x="16" y="26">%s</text>
            <text class="quiet" x="16" y="46">%s</text>
            """,
            WIDTH,
            height,
            WIDTH,
            height,
            escaped(title),
            WIDTH,
            height,
            escaped(title),
            escaped(unit)));
    legend(svg);
    int y = HEAD;
    for (Group group : groups) {
      draw(svg, group, y);
      y += height(group);
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend(StringBuilder svg) {
    int x = 16;
    for (int i = 0; i < series.size(); i++) {
      svg.append(
          Tables.text(
              "<rect class=\"s%d\" x=\"%d\" y=\"58\" width=\"12\" height=\"12\"/>"
                  + "<text x=\"%d\" y=\"69\">%s</text>%n",
              i, x, x + 18, escaped(series.get(i))));
      x += 40 + series.get(i).length() * 8;
    }
  }

  private int height(Group group) {
    return (int) group.bars().stream().filter(bar -> bar != null).count() * (BAR + 2) + GAP;
  }

  private void draw(StringBuilder svg, Group group, int top) {
    double most =
        group.bars().stream()
            .filter(bar -> bar != null)
            .mapToDouble(bar -> Math.max(bar.value(), bar.most()))
            .max()
            .orElse(0);
    double scale = most > 0 ? (WIDTH - LABELS - NUMBERS) / most : 0;
    svg.append(
        Tables.text("<text x=\"16\" y=\"%d\">%s</text>%n", top + BAR - 3, escaped(group.label())));
    int y = top;
    for (int i = 0; i < group.bars().size(); i++) {
      Bar bar = group.bars().get(i);
      if (bar != null) {
        draw(svg, bar, i, y, scale);
        y += BAR + 2;
      }
    }
  }

  private static void draw(StringBuilder svg, Bar bar, int series, int y, double scale) {
    svg.append(
        Tables.text(
            "<rect class=\"s%d\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\"/>%n",
            series, LABELS, y, Math.max(1, bar.value() * scale), BAR));
    if (bar.most() > bar.least()) {
      svg.append(
          Tables.text(
              "<line class=\"spread\" x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"/>%n",
              LABELS + bar.least() * scale, y + BAR / 2, LABELS + bar.most() * scale, y + BAR / 2));
    }
    svg.append(
        Tables.text(
            "<text x=\"%.1f\" y=\"%d\">%s</text>%n",
            LABELS + Math.max(bar.value(), bar.most()) * scale + 6,
            y + BAR - 3,
            number(bar.value())));
  }

  /** Three digits that count. */
  static String number(double value) {
    return Tables.text(value < 0.1 ? "%.3f" : value < 10 ? "%.2f" : "%.0f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
