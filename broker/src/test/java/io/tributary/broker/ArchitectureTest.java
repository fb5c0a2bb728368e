package io.tributary.broker;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tributary.broker.script.LimitError;
import io.tributary.broker.script.ScriptUsage;
import io.tributary.platform.db.BatchWriter;
import io.tributary.platform.db.CountedLosses;
import io.tributary.platform.db.DatabaseUnavailable;
import io.tributary.platform.db.Statement;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package table of the design: what each package may use, and nothing else. */
class ArchitectureTest {
  private static final String BROKER = "io.tributary.broker";
  private static final String PLATFORM = "io.tributary.platform";

  /** Runs statements; more than one of them, opened together, are {@code …Repositories}. */
  private static final String REPOSITORY = ".*Repositor(y|ies)(\\$.*)?";

  /** Text of statements, with their names and nothing else. */
  private static final String SQL_TEXT = ".*Sql";

  /** Written by the template compiler; only {@code web} calls it. */
  private static final String PAGES = "pages";

  private static final Set<String> ALL =
      Set.of(
          "audit",
          "keys",
          "identity",
          "web",
          "client",
          "account",
          "upstream",
          "script",
          "script.javascript",
          "script.starlark",
          "mapping",
          "claims",
          "recording",
          "trace",
          "laboratory",
          "replay",
          "session",
          "registration",
          "direct",
          "request",
          "token",
          "login",
          "grant",
          "endpoint",
          "logout",
          "person",
          "admin");

  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          entry("audit", Set.of()),
          entry("keys", Set.of()),
          entry("identity", Set.of()),
          entry("web", Set.of("keys")),
          entry("client", Set.of("keys")),
          entry("registration", Set.of("keys", "client")),
          entry("account", Set.of("identity", "keys")),
          entry("upstream", Set.of("identity", "keys")),
          entry("script", Set.of()),
          entry("script.javascript", Set.of("script")),
          entry("script.starlark", Set.of("script")),
          entry("mapping", Set.of("identity", "script")),
          entry("claims", Set.of("identity", "script", "mapping")),
          entry("recording", Set.of("identity", "keys", "account", "claims")),
          entry(
              "trace",
              Set.of("identity", "keys", "account", "script", "mapping", "claims", "recording")),
          entry(
              "laboratory",
              Set.of("identity", "keys", "script", "mapping", "claims", "account", "recording")),
          entry(
              "replay",
              Set.of(
                  "identity", "script", "mapping", "claims", "account", "recording", "laboratory")),
          entry("session", Set.of("web", "identity", "account", "keys")),
          entry("direct", Set.of("web", "client")),
          entry("request", Set.of("web", "client", "token")),
          entry("token", Set.of("web", "keys", "client", "identity", "session")),
          entry(
              "login",
              Set.of(
                  "web",
                  "client",
                  "account",
                  "session",
                  "upstream",
                  "claims",
                  "request",
                  "token",
                  "trace",
                  "identity",
                  "keys")),
          entry(
              "grant",
              Set.of(
                  "web",
                  "keys",
                  "client",
                  "account",
                  "session",
                  "upstream",
                  "claims",
                  "direct",
                  "identity",
                  "trace",
                  "token")),
          entry(
              "endpoint",
              Set.of(
                  "web",
                  "keys",
                  "client",
                  "session",
                  "token",
                  "direct",
                  "registration",
                  "trace",
                  "identity")),
          entry("logout", Set.of("web", "client", "session", "upstream", "token", "keys")),
          entry("person", Set.of("web", "client", "session", "upstream", "trace")),
          entry(
              "admin",
              Set.of(
                  "web",
                  "keys",
                  "client",
                  "account",
                  "identity",
                  "script",
                  "mapping",
                  "claims",
                  "recording",
                  "laboratory",
                  "trace",
                  "replay",
                  "session",
                  "token")),
          entry("app", ALL),
          entry(PAGES, Set.of("web")));

  /** Packages of the platform that not every package may use. */
  private static final Map<String, Set<String>> PLATFORM_USERS =
      Map.of(
          "outbound", Set.of("upstream", "client", "registration", "request", "logout", "app"),
          "http", Set.of("web", "direct", "login", "endpoint", "logout", "admin", "app"),
          "password", Set.of("account", "app"),
          "launch", Set.of("app"),
          "relyingparty", Set.of("upstream"));

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(BROKER);

  @Test
  void everyClassStandsInAListedPackage() {
    Set<String> packages =
        CLASSES.stream()
            .map(ArchitectureTest::feature)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(MAY_USE.keySet()), packages);
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    assertEquals(List.of(), uses(ArchitectureTest::isForbidden));
  }

  private static List<String> uses(java.util.function.Predicate<Dependency> forbidden) {
    return CLASSES.stream()
        .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
        .filter(forbidden)
        .map(Dependency::getDescription)
        .distinct()
        .sorted()
        .toList();
  }

  private static boolean isForbidden(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!target.getPackageName().startsWith(BROKER)) {
      return false;
    }
    String from = feature(dependency.getOriginClass());
    String to = feature(target);
    return !from.equals(to)
        && !to.equals("audit")
        && !MAY_USE.getOrDefault(from, Set.of()).contains(to)
        && !(from.equals("web") && to.equals(PAGES));
  }

  @Test
  void thePlatformIsOpenOnlyWhereTheTableSaysSo() {
    assertEquals(List.of(), uses(ArchitectureTest::isClosedPlatform));
  }

  private static boolean isClosedPlatform(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!target.getPackageName().startsWith(PLATFORM + ".")) {
      return false;
    }
    String from = feature(dependency.getOriginClass());
    String part = target.getPackageName().substring(PLATFORM.length() + 1);
    return !PLATFORM_USERS.getOrDefault(part, Set.of(from)).contains(from);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(BROKER + ".(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void nobodyDependsOnApp() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BROKER + ".app")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(BROKER + ".app")
        .check(CLASSES);
  }

  @Test
  void identityUsesTheJdkAndAJsonTreeOnly() {
    classes()
        .that()
        .resideInAPackage(BROKER + ".identity")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            BROKER + ".identity", "java..", "io.vertx.core.json", "io.vertx.core.buffer")
        .check(CLASSES);
  }

  /**
   * {@code DatabaseUnavailable} is a failure like others: whoever answers requests tells of it.
   * {@code BatchWriter} calls what a repository does, without seeing it.
   */
  @Test
  void theDatabaseIsSeenByRepositoriesOnly() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BROKER + ".app")
        .and()
        .haveNameNotMatching(REPOSITORY)
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..", PLATFORM + ".db..")
                .and(
                    not(
                        belongToAnyOf(
                            BatchWriter.class,
                            BatchWriter.Losses.class,
                            CountedLosses.class,
                            DatabaseUnavailable.class,
                            Statement.class))))
        .check(CLASSES);
    noClasses()
        .that()
        .haveNameNotMatching(REPOSITORY + "|" + SQL_TEXT)
        .should()
        .dependOnClassesThat()
        .areAssignableTo(Statement.class)
        .check(CLASSES);
  }

  @Test
  void repositoriesKnowNothingOfTheWeb() {
    noClasses()
        .that()
        .haveNameMatching(REPOSITORY + "|" + SQL_TEXT)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..", PLATFORM + ".http..")
        .check(CLASSES);
  }

  /** What a class behind the endpoints needs of a request it is given as plain values. */
  @Test
  void whoKnowsTheWebServerHandlesRequests() {
    List<String> others =
        CLASSES.stream()
            .filter(one -> !feature(one).equals("app"))
            .filter(one -> uses(one, PLATFORM + ".http") && !uses(one, "io.vertx.ext.web"))
            .map(JavaClass::getName)
            .toList();
    assertEquals(List.of(), others);
  }

  private static boolean uses(JavaClass one, String root) {
    return one.getDirectDependenciesFromSelf().stream()
        .anyMatch(dependency -> dependency.getTargetClass().getPackageName().startsWith(root));
  }

  /** Of a session, a browser holds only cookies. */
  @Test
  void onlyPackagesThatAnswerBrowsersAndClientsKnowHttp() {
    DescribedPredicate<JavaClass> answering =
        resideInAnyPackage(
            Stream.of(
                    "web",
                    "direct",
                    "login",
                    "grant",
                    "endpoint",
                    "logout",
                    "person",
                    "admin",
                    "app")
                .map(name -> BROKER + "." + name)
                .toArray(String[]::new));
    noClasses()
        .that(not(answering))
        .and()
        .haveNameNotMatching(".*\\.session\\.(SessionCookie|BrowserState)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..", PLATFORM + ".http..")
        .check(CLASSES);
  }

  @Test
  void theOauthClientOfVertxStaysInThePlatform() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.ext.auth..")
        .check(CLASSES);
  }

  @Test
  void eachScriptLanguageKeepsItsEngineToItself() {
    noClasses()
        .that()
        .resideOutsideOfPackage(BROKER + ".script.javascript")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.mozilla..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage(BROKER + ".script..")
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(LimitError.class, ScriptUsage.class)
        .check(CLASSES);
  }

  @Test
  void nothingOpensClientsOfItsOwnOrSetsSystemProperties() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web.client..", "java.net.http..")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(System.class, "setProperty", String.class, String.class)
        .check(CLASSES);
  }

  @Test
  void onlyCommandsLoadTheCommandLineLibrary() {
    noClasses()
        .that()
        .haveNameNotMatching(".*\\.app\\.(Commands|[A-Za-z]+Command)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItOwns() {
    Set<String> missing = new TreeSet<>(MAY_USE.keySet());
    missing.remove(PAGES);
    missing.removeIf(ArchitectureTest::hasSource);
    assertEquals(Set.of(), missing);
  }

  /** A package-info without annotations leaves no class file, so its source is looked for. */
  private static boolean hasSource(String feature) {
    Path source =
        Path.of("src/main/java", (BROKER + "." + feature).replace('.', '/'), "package-info.java");
    return Stream.of(source, Path.of("broker").resolve(source)).anyMatch(Files::isRegularFile);
  }

  private static String feature(JavaClass each) {
    String name = each.getPackageName();
    if (name.length() <= BROKER.length()) {
      return "";
    }
    return name.substring(BROKER.length() + 1);
  }
}
