package io.tributary.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.platform.proof.Profile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code broker/docs/conformance.md} says what the tests say, and everything there is to prove. */
class ConformanceDocumentTest {
  private static final String REMEDY = "run scripts/conformance/document";
  private static final Path DOCUMENT = Path.of("../broker/docs/conformance.md");

  private final Specifications specifications =
      Specifications.read(lines("/proof/specifications.txt"));
  private final Profiles profiles = Profiles.read(lines("/proof/profiles.txt"));
  private final Claims claims = Claims.ofTheClassPath();

  private static List<String> lines(String resource) {
    try (var in = ConformanceDocumentTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What it should be is left in the build folder, where the script fetches it. */
  @Test
  void theDocumentIsWhatTheAnnotationsSay() throws IOException {
    String expected = new ConformanceDocument(specifications, profiles, claims).text();
    Path built =
        Path.of(
                ConformanceDocumentTest.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .getPath())
            .resolveSibling("conformance.md");
    Files.writeString(built, expected);
    assertEquals(expected, Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "", REMEDY);
  }

  @Test
  void annotationsStandOnTestsThatRunAndNameKnownSectionsAndModules() {
    List<String> wrong = new ArrayList<>(claims.mistakes());
    claims.sections().keySet().stream()
        .filter(reference -> !specifications.knows(reference))
        .forEach(reference -> wrong.add("unknown section " + reference));
    claims
        .modules()
        .forEach(
            (profile, modules) ->
                modules.keySet().stream()
                    .filter(module -> !profiles.has(profile, module))
                    .forEach(module -> wrong.add("no module of " + profile + ": " + module)));
    assertEquals(List.of(), wrong);
  }

  @Test
  void everyModuleIsPlayedOrSaysWhyNot() {
    List<String> wrong = new ArrayList<>();
    for (Profiles.Plan plan : profiles.plans()) {
      for (Profiles.Row row : plan.rows()) {
        boolean played = !claims.of(plan.profile(), row.module()).isEmpty();
        String where = plan.profile() + " " + row.module();
        if (!played && row.mark().isEmpty()) {
          wrong.add(where + " has neither a test nor a reason");
        } else if (played && !row.mark().isEmpty()) {
          wrong.add(where + " is played, and marked '" + row.mark() + "': " + REMEDY);
        }
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void theListOfModulesIsWhole() {
    EnumSet<Profile> listed = EnumSet.noneOf(Profile.class);
    Set<String> used = new HashSet<>();
    for (Profiles.Plan plan : profiles.plans()) {
      listed.add(plan.profile());
      Set<String> own = new HashSet<>();
      plan.rows().forEach(row -> assertEquals(true, own.add(row.module()), row::toString));
      used.addAll(own);
    }
    assertEquals(EnumSet.allOf(Profile.class), listed);
    assertEquals(profiles.meanings().keySet(), used);
  }
}
