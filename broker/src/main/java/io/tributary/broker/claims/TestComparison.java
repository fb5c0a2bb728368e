package io.tributary.broker.claims;

import io.tributary.broker.mapping.MappingTest;
import io.tributary.broker.script.ScriptFailure;
import io.vertx.core.json.Json;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** What a test expected beside what came, as lines to read. */
final class TestComparison {
  /** Of a value that is shown, in characters. */
  private static final int LONGEST = 4_000;

  private static final int MOST_LINES = 40;

  private TestComparison() {}

  /** None: it is as expected. */
  static List<String> differences(
      MappingTest.Expected expected, Map<String, Object> outputs, Optional<ScriptFailure> failure) {
    if (expected.fail().isPresent()) {
      return failed(expected.fail().get(), outputs, failure);
    }
    return failure
        .map(
            found ->
                List.of("- expected " + shown(expected.claims().orElseThrow()), "+ " + said(found)))
        .orElseGet(() -> claims(expected.claims().orElseThrow(), outputs));
  }

  private static List<String> failed(
      String wanted, Map<String, Object> outputs, Optional<ScriptFailure> failure) {
    String[] parts = wanted.split(":", 2);
    boolean asWanted =
        failure
            .filter(found -> found.reason().wire().equals(parts[0].strip()))
            .filter(found -> parts.length == 1 || found.getMessage().contains(parts[1].strip()))
            .isPresent();
    return asWanted
        ? List.of()
        : List.of(
            "- expected failure " + wanted,
            "+ " + failure.map(TestComparison::said).orElse("returned " + shown(outputs)));
  }

  private static String said(ScriptFailure failure) {
    String line = failure.line() == 0 ? "" : " (line " + failure.line() + ")";
    return "failed " + failure.reason().wire() + ": " + failure.getMessage() + line;
  }

  private static List<String> claims(Map<String, Object> expected, Map<String, Object> outputs) {
    List<String> differences = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(expected.keySet());
    names.addAll(outputs.keySet());
    for (String name : names) {
      if (differences.size() >= MOST_LINES) {
        differences.add("… and more");
        break;
      }
      boolean both = expected.containsKey(name) && outputs.containsKey(name);
      if (!both || !Objects.equals(plain(expected.get(name)), plain(outputs.get(name)))) {
        differences.add("- " + name + ": " + shown(expected, name));
        differences.add("+ " + name + ": " + shown(outputs, name));
      }
    }
    return differences;
  }

  private static String shown(Map<String, Object> claims, String name) {
    return claims.containsKey(name) ? shown(claims.get(name)) : "(not returned)";
  }

  /** YAML's aliases make much of little: what nobody reads is not written either. */
  private static String shown(Object value) {
    return length(value, LONGEST) < 0
        ? "(more than " + LONGEST + " characters)"
        : Json.encode(value);
  }

  /** What is left of so many characters; less than none: it is longer. */
  private static long length(Object value, long left) {
    long rest = left - 1;
    if (value instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> member : map.entrySet()) {
        rest = rest < 0 ? rest : length(member.getValue(), length(member.getKey(), rest));
      }
      return rest;
    }
    if (value instanceof Collection<?> list) {
      for (Object element : list) {
        rest = rest < 0 ? rest : length(element, rest);
      }
      return rest;
    }
    return value instanceof CharSequence text ? rest - text.length() : rest;
  }

  /** Numbers by their value: a script's 1 is YAML's 1, whatever each is made of. */
  private static Object plain(Object value) {
    if (value instanceof Number number) {
      double exact = number.doubleValue();
      return exact == Math.rint(exact) && Math.abs(exact) < 1L << 53
          ? (Object) (long) exact
          : exact;
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(TestComparison::plain).toList();
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> plain = new LinkedHashMap<>();
      map.forEach((key, member) -> plain.put(key, plain(member)));
      return plain;
    }
    return value;
  }
}
