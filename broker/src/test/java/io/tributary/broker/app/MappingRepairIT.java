package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.broker.mapping.MappingSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that a start names when it cannot read what is live, as it names them. */
class MappingRepairIT {
  private static final String SETTINGS =
      """
      scope: crew
      order: 7
      declares: { crew: list of text }
      rules:
        - { claim: crew, from: groups, regex: '%s' }
      """;

  @TempDir private Path folder;
  private World world;
  private Operator operator;

  @BeforeEach
  void open() {
    world = World.open();
    operator = new Operator(world.broker(), folder, "");
    publishedLongAgo(new MappingSource("crew", "", "", SETTINGS.formatted("[z"), Optional.empty()));
  }

  @AfterEach
  void close() {
    operator.close();
    world.close();
  }

  /** As a release would have written it that looks at expressions only when somebody logs in. */
  private void publishedLongAgo(MappingSource unreadable) {
    world
        .broker()
        .query(
            "WITH kept AS (INSERT INTO mapping_version (name, version, language, script, settings,"
                + " author, message) VALUES ($1, $2, '', '', $3, 'cli:ann', 'long ago')),"
                + " live AS (INSERT INTO mapping_live (name, version, author, message)"
                + " VALUES ($1, $2, 'cli:ann', 'long ago'))"
                + " INSERT INTO mapping_publication (name, version, kind, author, message)"
                + " VALUES ($1, $2, 'publish', 'cli:ann', 'long ago')",
            unreadable.name(),
            unreadable.version(),
            unreadable.settings());
  }

  @Test
  void goingBack() {
    operator.refused("--confirm-loss", "mapping", "rollback", "crew");
    operator.does("mapping", "rollback", "crew", "--confirm-loss");
    assertEquals(1, operator.run("mapping", "show", "crew"));
  }

  @Test
  void mending() throws Exception {
    Path work = folder.resolve("crew");
    operator.does("mapping", "show", "crew", "--to", work.toString());
    Path settings = work.resolve("crew.yaml");
    String text = Files.readString(settings);
    assertTrue(text.contains("[z'"), text);
    operator.refused("regex", "mapping", "draft", "crew", "--from", work.toString(), "-m", "Same");
    Files.writeString(settings, text.replace("[z'", "[z]'"));
    operator.does("mapping", "draft", "crew", "--from", work.toString(), "-m", "It ends");
    operator.refused("--confirm-loss", "mapping", "publish", "crew");
    operator.does("mapping", "publish", "crew", "--confirm-loss");
    assertTrue(operator.does("mapping", "list").contains("It ends"));
  }
}
