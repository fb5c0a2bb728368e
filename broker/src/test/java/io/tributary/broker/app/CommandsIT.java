package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tributary.platform.config.Secret;
import io.tributary.platform.db.DatabaseConfig;
import io.tributary.platform.db.TestDatabase;
import io.tributary.platform.launch.ServeArguments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line beside {@code serve}, on a real database. */
class CommandsIT {
  private static final String GOOD = "a password of length";

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final InputStream in = System.in;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final ByteArrayOutputStream complained = new ByteArrayOutputStream();
  private Map<String, String> variables = Map.of("BROKER_PASSWORD", GOOD);

  @TempDir private Path folder;

  @BeforeEach
  void listen() throws Exception {
    DatabaseConfig database = TestDatabase.config(Broker.SCHEMA);
    Files.writeString(
        folder.resolve("broker.yaml"),
        """
        public_url: http://localhost:1
        database: { host: "%s", port: %d, name: %s, user: "%s", password: "%s" }
        """
            .formatted(
                database.host().orElseThrow(),
                database.port(),
                database.name(),
                database.user().orElseThrow(),
                database.password().map(Secret::reveal).orElseThrow()));
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(complained, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(out);
    System.setErr(err);
    System.setIn(in);
  }

  @Test
  void anAccountIsMadeChangedAndForgotten() {
    assertSays(
        "Made the account kim.",
        "user create kim --email kim@example.com --email-verified --group b --group a");
    assertSays("kim is in b, c.", "user groups kim --add c --remove a");
    assertSays("kim is in b, c.", "user groups kim");
    assertSays("Switched kim off.", "user disable kim");
    assertSays("kim@example.com", "user list");
    assertSays("(off)", "user list");
    assertSays("Switched kim on.", "user enable kim");
    assertSays("Replaced the password of kim.", "user password kim");
    assertSays("kim is in no groups.", "user groups kim --remove b --remove c");
    assertSays("Deleted kim.", "user delete kim");
    assertSays("There are none.", "user list");
  }

  @Test
  void whatAnAccountSaysOfItsPersonIsShownAndChanged() {
    assertEquals(0, run("user create kim"), this::complaint);
    assertSays(
        "\"locale\" : \"de-AT\"",
        "user claims kim --set locale=de-AT --set address.locality=Wien --set given_name=Kim");
    assertSays("\"locality\" : \"Wien\"", "user claims kim");
    assertSays("\"given_name\" : \"Kim\"", "user claims kim --unset locale --unset address");
    assertFalse(said.toString(StandardCharsets.UTF_8).contains("de-AT"));
    assertFalse(said.toString(StandardCharsets.UTF_8).contains("Wien"));
    assertRefused("nobody", "user claims nobody --set locale=de-AT");
    // What carries rights, or belongs to the account, is none of these.
    for (String bad :
        List.of("groups=superusers", "email=a@b.c", "sub=x", "locale=de_AT", "given_name")) {
      assertRefused("", "user claims kim --set " + bad);
    }
    assertSays("\"given_name\" : \"Kim\"", "user claims kim");
    assertFalse(said.toString(StandardCharsets.UTF_8).contains("superusers"));
  }

  @Test
  void initialAccessTokensAreMadeListedAndRevoked() {
    assertSays("There are none.", "registration token list");
    assertSays("Made the token ", "registration token create --uses 3 --note ci");
    String[] words = said.toString(StandardCharsets.UTF_8).split("\\s+", -1);
    String id = words[3].substring(0, words[3].length() - 1);
    String secret = words[words.length - 2];
    assertTrue(secret.matches("[A-Za-z0-9_-]{43}"), secret);
    assertSays(id, "registration token list");
    assertSays("3 left", "registration token list");
    assertFalse(said.toString(StandardCharsets.UTF_8).contains(secret));
    assertSays("Revoked the token " + id, "registration token revoke " + id);
    assertSays("(revoked)", "registration token list");
    assertSays(id + " at root", "registration token list");
    assertRefused("no issuer elsewhere", "registration token create --issuer elsewhere");
    assertRefused("no live token", "registration token revoke " + id);
    assertRefused("1 to 10000", "registration token create --uses 0");
    assertSays("There are none.", "client list");
    assertRefused("no registered client", "client show nobody");
    assertRefused("no registered client", "client delete nobody");
    assertRefused("no registered client", "client secret nobody");
    assertRefused("no older secret", "client secret nobody --retire");
  }

  @Test
  void whatTheAccountsRefuseIsOneSentenceAndChangesNothing() {
    assertRefused("nobody", "user disable nobody");
    assertRefused("nobody", "user groups nobody --add a");
    assertRefused("nobody", "user password nobody");
    assertRefused("both added and removed", "user groups nobody --add a --remove a");
    assertEquals(0, run("user create kim"), this::complaint);
    assertRefused("taken", "user create KIM");
    assertEquals(0, run("user delete kim"));
    assertRefused("taken", "user create kim");
    assertRefused("no embedded database", "data folder");
    assertRefused("no embedded database", "data empty --yes");
  }

  @Test
  void aPasswordComesFromAFileThenFromTheVariable() throws Exception {
    Path good = Files.writeString(folder.resolve("good"), GOOD + "\n");
    Path empty = Files.writeString(folder.resolve("empty"), "\n");
    variables = Map.of("BROKER_PASSWORD", "short");
    assertRefused("password", "user create kim");
    assertEquals(0, run("user create kim --password-file " + good), this::complaint);
    System.setIn(new ByteArrayInputStream(GOOD.getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, run("user create lee --password-file -"), this::complaint);
    assertRefused("names an empty file", "user create max --password-file " + empty);
    assertRefused("does not exist", "user create max --password-file " + folder.resolve("no"));
    assertRefused("names a folder", "user create max --password-file " + folder);
    variables = Map.of("BROKER_PASSWORD", "", "INVENTORY_PASSWORD", GOOD);
    assertRefused("BROKER_PASSWORD is empty", "user create max");
  }

  @Test
  void wrongUsageIsTwoAndServeIsAmongIt() {
    for (String line :
        List.of(
            "nonsense",
            "user create",
            "user create kim --password secret",
            "data empty",
            "serve --nonsense",
            "serve --config",
            "serve --config=a",
            "serve --config a stray")) {
      assertEquals(2, Commands.run(line.split(" "), variables), line);
      assertTrue(ServeArguments.files(9, line.split(" ")).isEmpty(), line);
    }
    assertFalse(complaint().contains("\tat "), complaint());
  }

  @Test
  void serveTakesItsFilesInOrder() {
    assertEquals(
        List.of(Path.of("tributary.yaml")), ServeArguments.files(9, "serve").orElseThrow());
    assertEquals(
        List.of(Path.of("b"), Path.of("a")),
        ServeArguments.files(2, "serve", "--config", "b", "--config", "a").orElseThrow());
    assertTrue(ServeArguments.files(1, "serve", "--config", "b", "--config", "a").isEmpty());
    assertTrue(ServeArguments.files(9, "config", "check").isEmpty());
    assertTrue(ServeArguments.files(9).isEmpty());
  }

  @Test
  void theConfigurationIsChecked() throws Exception {
    assertSays(
        "broker.yaml is right: http://localhost:1, 0 upstream(s), 0 client(s).", "config check");
    Files.writeString(folder.resolve("broker.yaml"), "public_ulr: x\n");
    assertRefused("public_ulr", "config check");
    assertRefused("public_ulr", "user list");
  }

  @Test
  void whoNamesNoConfigurationIsToldHow() {
    for (String file : List.of("none.yaml", "none/tributary.yaml")) {
      complained.reset();
      String[] words = {"user", "list", "--config", folder.resolve(file).toString()};
      assertEquals(1, Commands.run(words, variables));
      assertTrue(
          complaint().contains("no such configuration file; --config FILE names another"),
          complaint());
    }
  }

  /** Whatever the lines are that a description is written in. */
  @Test
  void eachCommandIsListedWithAWholeSentence() {
    assertHelp(
        "--help",
        "Scope mappings: what they make of people, from a draft to what is live, and back.",
        "Logins that are kept to try mappings on (recordings: of the configuration).");
    assertHelp(
        "user --help",
        "Switches an account off: no login, its sessions and refresh tokens end, and the"
            + " applications are told.",
        "Forgets an account, ends its sessions and refresh tokens and tells the applications; its"
            + " user name is never given to anybody else.");
  }

  private void assertHelp(String line, String... sentences) {
    said.reset();
    assertEquals(0, Commands.run(line.split(" "), variables));
    String text = said.toString(StandardCharsets.UTF_8);
    for (String sentence : sentences) {
      assertTrue(text.replaceAll("\\s+", " ").contains(sentence), text);
    }
    assertTrue(text.lines().allMatch(each -> each.length() <= 80), text);
  }

  private void assertSays(String words, String line) {
    said.reset();
    assertEquals(0, run(line), this::complaint);
    String text = said.toString(StandardCharsets.UTF_8);
    assertTrue(words.isEmpty() ? text.isEmpty() : text.contains(words), text);
  }

  private void assertRefused(String words, String line) {
    complained.reset();
    said.reset();
    assertEquals(1, run(line), line);
    assertTrue(complaint().contains(words), complaint());
    assertFalse(complaint().contains("\tat "), complaint());
    assertEquals("", said.toString(StandardCharsets.UTF_8), line);
  }

  private int run(String line) {
    List<String> all = new ArrayList<>(List.of(line.split(" ")));
    all.addAll(List.of("--config", folder.resolve("broker.yaml").toString()));
    return Commands.run(all.toArray(String[]::new), variables);
  }

  private String complaint() {
    return complained.toString(StandardCharsets.UTF_8);
  }
}
