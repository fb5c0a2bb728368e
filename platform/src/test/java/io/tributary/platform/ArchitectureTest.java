package io.tributary.platform;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The package table of the platform: what each package may use, and nothing else. */
class ArchitectureTest {
  private static final String ROOT = "io.tributary.platform";

  private static final Map<String, Set<String>> MAY_USE =
      Map.of(
          "protocol", Set.of(),
          "config", Set.of("protocol"),
          "ops", Set.of("protocol", "config"),
          "password", Set.of(),
          "outbound", Set.of("ops", "protocol"),
          "db", Set.of("config", "ops", "protocol"),
          "http", Set.of("config", "ops", "db", "protocol"),
          "relyingparty", Set.of("outbound", "protocol", "config", "ops"),
          "launch", Set.of("config", "db", "ops", "password"));

  /** Of the database, the web server knows only how its absence is called. */
  private static final String ONLY_DB_CLASS_IN_HTTP = ROOT + ".db.DatabaseUnavailable";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void everyClassStandsInAListedPackage() {
    Set<String> packages =
        CLASSES.stream()
            .map(ArchitectureTest::feature)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(new TreeSet<>(MAY_USE.keySet()), packages);
    assertTrue(
        CLASSES.stream().allMatch(c -> c.getPackageName().equals(ROOT + "." + feature(c))),
        "a package inside a listed package");
  }

  @Test
  void packagesUseOnlyWhatTheTableAllows() {
    List<String> forbidden =
        CLASSES.stream()
            .flatMap(c -> c.getDirectDependenciesFromSelf().stream())
            .filter(ArchitectureTest::isForbidden)
            .map(Dependency::getDescription)
            .distinct()
            .toList();
    assertEquals(List.of(), forbidden);
  }

  private static boolean isForbidden(Dependency dependency) {
    JavaClass target = dependency.getTargetClass().getBaseComponentType();
    if (!target.getPackageName().startsWith(ROOT)) {
      return false;
    }
    String from = feature(dependency.getOriginClass());
    String to = feature(target);
    boolean allowed = from.equals(to) || MAY_USE.getOrDefault(from, Set.of()).contains(to);
    boolean tooMuchOfDb =
        from.equals("http") && to.equals("db") && !target.getName().equals(ONLY_DB_CLASS_IN_HTTP);
    return !allowed || tooMuchOfDb;
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching(ROOT + ".(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void protocolUsesTheJdkOnly() {
    classes()
        .that()
        .resideInAPackage(ROOT + ".protocol")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(ROOT + ".protocol", "java..")
        .check(CLASSES);
  }

  @Test
  void theOauthClientOfVertxStaysInTheRelyingParty() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".relyingparty")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx.ext.auth.oauth2..")
        .check(CLASSES);
  }

  @Test
  void sqlStaysInTheDatabasePackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".db")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..", "java.sql..")
        .check(CLASSES);
  }

  @Test
  void nothingReadsSystemPropertiesOrOpensClientsOfItsOwn() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".outbound")
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
    String commands = ROOT.replace(".", "\\.") + "\\.launch\\.(CommandLines.*|.*Option)";
    noClasses()
        .that()
        .haveNameNotMatching(commands)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(CLASSES);
    noClasses()
        .that()
        .haveNameNotMatching(commands)
        .should()
        .dependOnClassesThat()
        .haveNameMatching(commands)
        .check(CLASSES);
  }

  @Test
  void everyPackageSaysWhatItOwns() {
    Set<String> documented =
        CLASSES.stream()
            .filter(c -> c.getSimpleName().equals("package-info"))
            .map(ArchitectureTest::feature)
            .collect(Collectors.toSet());
    Set<String> missing = new TreeSet<>(MAY_USE.keySet());
    missing.removeAll(documented);
    missing.removeIf(ArchitectureTest::hasSource);
    assertEquals(Set.of(), missing);
  }

  /** A package-info without annotations leaves no class file, so its source is looked for. */
  private static boolean hasSource(String feature) {
    java.nio.file.Path source =
        java.nio.file.Path.of(
            "src/main/java", (ROOT + "." + feature).replace('.', '/'), "package-info.java");
    return Stream.of(source, java.nio.file.Path.of("platform").resolve(source))
        .anyMatch(java.nio.file.Files::isRegularFile);
  }

  private static String feature(JavaClass each) {
    String name = each.getPackageName();
    if (name.length() <= ROOT.length()) {
      return "";
    }
    String below = name.substring(ROOT.length() + 1);
    int dot = below.indexOf('.');
    return dot < 0 ? below : below.substring(0, dot);
  }
}
