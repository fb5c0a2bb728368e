package io.tributary.proof;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.tributary.platform.proof.Plays;
import io.tributary.platform.proof.Profile;
import io.tributary.platform.proof.Proves;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What tests say they prove.
 *
 * @param sections names of tests by {@code OIDCC-3.1.2.1}
 * @param modules names of tests by profile and module
 * @param mistakes annotations that prove nothing, because nothing runs what they stand on
 */
record Claims(
    Map<String, Set<String>> sections,
    Map<Profile, Map<String, Set<String>>> modules,
    List<String> mistakes) {
  private static final String ROOT = "io.tributary.";

  /** Of all test classes on the class path, as they were compiled. */
  static Claims ofTheClassPath() {
    return of(
        new ClassFileImporter()
            .withImportOption(at -> at.contains("/test-classes/") || at.contains("-tests.jar"))
            .importPackages("io.tributary"));
  }

  static Claims of(JavaClasses classes) {
    Claims claims = new Claims(new TreeMap<>(), new TreeMap<>(), new ArrayList<>());
    classes.stream()
        .sorted(java.util.Comparator.comparing(JavaClass::getName))
        .forEach(claims::read);
    return claims;
  }

  private void read(JavaClass each) {
    String name = each.getName().substring(ROOT.length());
    if (each.isAnnotatedWith(Proves.class)) {
      if (each.getMethods().stream().noneMatch(Claims::isTest)) {
        mistakes.add(name + " has no test of its own");
      }
      demandThatItRuns(each, name);
      prove(each.getAnnotationOfType(Proves.class), name);
    }
    for (JavaMethod method : each.getMethods()) {
      List<Plays> played = played(method);
      boolean proves = method.isAnnotatedWith(Proves.class);
      if (!proves && played.isEmpty()) {
        continue;
      }
      String test = name + "." + method.getName();
      demandThatItRuns(each, test);
      if (!isTest(method) || method.isAnnotatedWith("org.junit.jupiter.api.Disabled")) {
        mistakes.add(test + " is no test that runs");
      }
      if (proves) {
        prove(method.getAnnotationOfType(Proves.class), test);
      }
      played.forEach(plays -> play(plays, test));
    }
  }

  private static List<Plays> played(JavaMethod method) {
    return Stream.concat(
            method.tryGetAnnotationOfType(Plays.class).stream(),
            method.tryGetAnnotationOfType(Plays.All.class).stream()
                .flatMap(all -> Stream.of(all.value())))
        .toList();
  }

  private static boolean isTest(JavaMethod method) {
    return method.isMetaAnnotatedWith("org.junit.platform.commons.annotation.Testable");
  }

  /** Surefire and failsafe take classes by these endings. */
  private void demandThatItRuns(JavaClass each, String name) {
    String outermost = each.getName().replaceFirst("\\$.*", "");
    if (!outermost.matches(".*(Test|IT)")
        || each.isAnnotatedWith("org.junit.jupiter.api.Disabled")) {
      mistakes.add(name + " stands in a class that does not run");
    }
  }

  private void prove(Proves proves, String test) {
    for (String reference : proves.value()) {
      sections.computeIfAbsent(reference, key -> new TreeSet<>()).add(test);
    }
  }

  private void play(Plays plays, String test) {
    for (Profile profile : plays.in()) {
      for (String module : plays.value()) {
        modules
            .computeIfAbsent(profile, key -> new TreeMap<>())
            .computeIfAbsent(module, key -> new TreeSet<>())
            .add(test);
      }
    }
  }

  Set<String> of(Profile profile, String module) {
    return modules.getOrDefault(profile, Map.of()).getOrDefault(module, Set.of());
  }

  Set<String> ofSection(String reference) {
    return sections.getOrDefault(reference, Set.of());
  }
}
