package io.tributary.inventory.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The package table: which package may use which, directly. */
class PackageTableTest {
  private static final String ROOT = "io.tributary.inventory";
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  /** Platform's {@code protocol}, {@code config} and {@code ops} are open to all. */
  private static final Map<String, List<String>> TABLE =
      Map.ofEntries(
          Map.entry("user", List.of("platform.db")),
          Map.entry("page", List.of("user", "platform.http")),
          Map.entry("session", List.of("user", "page", "platform.db", "platform.http")),
          Map.entry("resource", List.of("user", "page", "session", "platform.db", "platform.http")),
          Map.entry("site", List.of("resource")),
          Map.entry("rack", List.of("resource")),
          Map.entry("device", List.of("resource")),
          Map.entry("token", List.of("platform.db")),
          Map.entry("pipeline", List.of("user", "platform.db")),
          Map.entry("admin", List.of("user", "page", "session")),
          Map.entry("api", List.of("user", "session", "token")),
          Map.entry(
              "login",
              List.of(
                  "user",
                  "page",
                  "session",
                  "pipeline",
                  "platform.db",
                  "platform.http",
                  "platform.password",
                  "platform.relyingparty")));

  private static final List<String> OPEN = List.of("protocol", "config", "ops");

  @Test
  void everyPackageUsesOnlyWhatItsRowLists() {
    TABLE.forEach(
        (name, allowed) ->
            noClasses()
                .that()
                .resideInAPackage(ROOT + "." + name)
                .should()
                .dependOnClassesThat(
                    new DescribedPredicate<JavaClass>("is ours and not in the row of " + name) {
                      @Override
                      public boolean test(JavaClass used) {
                        return used.getPackageName().startsWith("io.tributary.")
                            && !allowed(name, allowed, used.getPackageName());
                      }
                    })
                .check(CLASSES));
  }

  private static boolean allowed(String name, List<String> row, String used) {
    return used.equals(ROOT + "." + name)
        || OPEN.stream().anyMatch(open -> used.equals("io.tributary.platform." + open))
        || row.stream()
            .map(edge -> edge.startsWith("platform.") ? "io.tributary." + edge : ROOT + "." + edge)
            .anyMatch(used::equals);
  }

  @Test
  void everyPackageHasARow() {
    Set<String> found = new TreeSet<>();
    CLASSES.forEach(each -> found.add(each.getPackageName().substring(ROOT.length() + 1)));
    found.remove("app");
    found.removeIf(name -> name.startsWith("pages"));
    assertEquals(new TreeSet<>(TABLE.keySet()), found);
  }

  @Test
  void sqlIsOnlyInRepositories() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".app")
        .and()
        .haveNameNotMatching(".*(Repository(\\$.*)?|\\.UserRows)")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.sqlclient..", "io.vertx.pgclient..")
        .check(CLASSES);
  }

  @Test
  void noRepositorySeesARequest() {
    noClasses()
        .that()
        .haveSimpleNameEndingWith("Repository")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx.ext.web..", "io.vertx.core.http..")
        .check(CLASSES);
  }

  @Test
  void nobodyKnowsTheBroker() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.tributary.broker..")
        .check(CLASSES);
  }

  @Test
  void noCycles() {
    slices()
        .matching(ROOT + ".(*)..")
        .should()
        .beFreeOfCycles()
        .check(
            CLASSES.that(
                new DescribedPredicate<JavaClass>("is no generated template") {
                  @Override
                  public boolean test(JavaClass each) {
                    return !each.getPackageName().startsWith(ROOT + ".pages");
                  }
                }));
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
}
