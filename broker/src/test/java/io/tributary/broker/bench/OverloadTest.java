package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pure parts of the soak: search, percentiles, verdicts. */
class OverloadTest {
  @ParameterizedTest
  @CsvSource({"30", "100", "333", "1000", "4321", "51199"})
  void theHighestRateIsFoundWithinASixteenth(double limit) throws Exception {
    double found = Search.highest(rate -> rate <= limit);
    assertTrue(found <= limit, "found " + found);
    assertTrue(found >= limit * (1 - 1.0 / 16), "found " + found);
  }

  @Test
  void aProviderThatHoldsNothingHasNoSustainableLoad() throws Exception {
    assertEquals(0, Search.highest(rate -> false));
  }

  @Test
  void theSearchEndsWhereEverythingHolds() throws Exception {
    List<Double> tried = new ArrayList<>();
    assertEquals(
        51_200,
        Search.highest(
            rate -> {
              tried.add(rate);
              return true;
            }));
    assertEquals(12, tried.size());
  }

  @Test
  void aPercentileIsAValueThatOccurred() {
    List<Long> hundred = LongStream.rangeClosed(1, 100).map(i -> i * 1_000_000).boxed().toList();
    RateLoad.Result result = new RateLoad.Result(hundred, List.of(5_000_000L), 2, "x", 7);
    assertEquals(99, result.p99());
    assertEquals(50, result.p50());
    assertEquals(5, result.refusedP99());
    assertEquals(103, result.sent());
    assertTrue(Double.isNaN(new RateLoad.Result(List.of(), List.of(), 0, "", 0).p99()));
  }

  @Test
  void whatWasNeverServedDoesNotHold() {
    assertFalse(Verdict.times("p99", Double.NaN, 10, 3).holds());
    assertFalse(Verdict.times("p99", 10, Double.NaN, 3).holds());
  }

  @Test
  void verdictsSayWhatDoesNotHold() {
    Verdict slow = Verdict.times("p99 of what is served", 31, 10, 3);
    Verdict quick = Verdict.times("p99 of refusals", 29, 10, 3);
    assertFalse(slow.holds());
    assertTrue(quick.holds());
    assertFalse(Verdict.most("back", 5.1, 5, "s").holds());
    assertTrue(Verdict.most("back", 5, 5, "s").holds());
    assertTrue(
        Verdict.table(List.of(slow, quick))
            .contains(
                "| p99 of what is served | 31.0 ms, 3.1 times | at most 3 times 10.0 ms |"
                    + " **does not hold** |"));
  }
}
