package io.tributary.broker.bench;

import static io.tributary.broker.bench.FiguresTest.figures;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {
  @Test
  void barsAreAsLongAsTheirValuesWithinAGroup() throws Exception {
    Document svg =
        parsed(
            new Chart(
                "t",
                "u",
                List.of("a", "b"),
                List.of(
                    new Chart.Group("big", Arrays.asList(flat(8), flat(2))),
                    new Chart.Group("small", Arrays.asList(flat(0.02), null)))));
    // The ground and two squares of the legend come first.
    assertEquals(4 * width(svg, 4), width(svg, 3), 0.5);
    assertEquals(width(svg, 3), width(svg, 5), 0.5);
    assertEquals(6, svg.getElementsByTagName("rect").getLength());
    assertEquals(0, svg.getElementsByTagName("line").getLength());
  }

  @Test
  void everyBarHasItsNumberAndASpreadItsLine() throws Exception {
    Document svg =
        parsed(
            new Chart(
                "t",
                "u",
                List.of("a"),
                List.of(new Chart.Group("x", List.of(new Chart.Bar(1, 1.5, 2))))));
    assertTrue(svg.getDocumentElement().getTextContent().contains("1.50"));
    assertEquals(1, svg.getElementsByTagName("line").getLength());
  }

  @Test
  void nothingInANameBecomesMarkup() throws Exception {
    Chart chart =
        new Chart(
            "<script>&\"", "u", List.of("<b>"), List.of(new Chart.Group("<i>", List.of(flat(1)))));
    Document svg = parsed(chart);
    assertEquals(0, svg.getElementsByTagName("script").getLength());
    assertTrue(svg.getDocumentElement().getTextContent().contains("<script>&\""));
    assertFalse(chart.svg().contains("<b>"));
  }

  @Test
  void valuesOfNothingAndNoGroupsAreDrawnToo() throws Exception {
    parsed(new Chart("t", "u", List.of(), List.of()));
    Document svg =
        parsed(new Chart("t", "u", List.of("a"), List.of(new Chart.Group("x", List.of(flat(0))))));
    assertEquals(1, width(svg, 2), 0.01);
  }

  @Test
  void numbersHaveThreeDigitsThatCount() {
    assertEquals("0.018", Chart.number(0.018));
    assertEquals("0.32", Chart.number(0.321));
    assertEquals("16", Chart.number(15.7));
  }

  @Test
  void aChartIsWrittenBesideTheDocumentThatShowsIt(@TempDir Path root) throws Exception {
    List<Summary> summaries =
        Summary.of(
            List.of(
                figures("ours", "userinfo", 0.03, 0.01), figures("theirs", "userinfo", 0.2, 0)));
    String shown =
        Charts.write(root, "key cloak", Charts.beside(summaries, List.of("ours", "theirs")));
    assertEquals("![ours and theirs](benchmarks/key-cloak.svg)\n", shown);
    String svg = Files.readString(root.resolve("broker/docs/benchmarks/key-cloak.svg"));
    assertTrue(svg.contains("0.040") && svg.contains("0.20"), svg);
    Chart goals = Charts.goals(summaries, "ours", Goals.SIGNATURE);
    assertEquals(0.05, goals.groups().get(0).bars().get(1).value());
  }

  private static Chart.Bar flat(double value) {
    return new Chart.Bar(value, value, value);
  }

  private static double width(Document svg, int rectangle) {
    NodeList all = svg.getElementsByTagName("rect");
    return Double.parseDouble(((Element) all.item(rectangle)).getAttribute("width"));
  }

  private static Document parsed(Chart chart) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(chart.svg())));
  }
}
