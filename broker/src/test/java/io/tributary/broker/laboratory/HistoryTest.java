package io.tributary.broker.laboratory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {
  /** i: import, p: publish, r: roll back; the letter of a version follows, - for none. */
  @ParameterizedTest
  @CsvSource({
    "'', nothing",
    "iA, nothing",
    "pA, -",
    "iA pB, A",
    "pA pB, A",
    "iA pB pC, B",
    "iA pB pC rB, A",
    "iA pB pC rB rA, nothing",
    "iA pB pC rA, nothing",
    "iA pB pC rB pD, B",
    "iA pB pC rB pD rB, A",
    "iA pB rA pC rA, nothing",
    "iA pB pA, B",
    "iA pB pA rB, A",
    "iA pB pA rB rA, nothing",
    "iA pB pC rA rC, A",
    "iA p-, A",
    "iA p- rA, nothing",
    "iA p- pB, -",
    "iA p- pB r-, A",
    "iA pA, nothing",
    "iA pB pB, A",
    "iA pB pB pB rA, nothing",
    "iA pB pC pC rB, A",
    "iA p- p-, A",
    "pA r-, nothing",
    "pA r- pB, -",
    "pA r- pB r- pC, -"
  })
  void goingBackTwiceGoesTwoSteps(String entries, String earlier) {
    List<Publication> publications = new ArrayList<>();
    Optional<String> live = Optional.empty();
    for (String entry : entries.isEmpty() ? new String[0] : entries.split(" ")) {
      Optional<String> version =
          Optional.of(entry.substring(1)).filter(letter -> !letter.equals("-"));
      publications.add(
          new Publication(
              version,
              live,
              switch (entry.charAt(0)) {
                case 'i' -> Publication.Kind.IMPORT;
                case 'p' -> Publication.Kind.PUBLISH;
                default -> Publication.Kind.ROLLBACK;
              },
              new Change("cli:ann", "because"),
              Optional.empty(),
              Instant.EPOCH));
      live = version;
    }
    assertEquals(
        earlier,
        new History("roles", publications)
            .earlier()
            .map(found -> found.orElse("-"))
            .orElse("nothing"));
  }
}
