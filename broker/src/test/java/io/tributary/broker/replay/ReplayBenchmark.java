package io.tributary.broker.replay;

import com.sun.management.OperatingSystemMXBean;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a comparison takes over many people: the shipped mappings beside themselves with another
 * roles.js, people as a directory has them (20 groups, a dozen claims). Run by hand; {@code
 * broker/docs/benchmarks.md} says how.
 */
public final class ReplayBenchmark {
  private ReplayBenchmark() {}

  public static void main(String[] arguments) {
    int people = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
    try (ReplayRig rig = new ReplayRig()) {
      long began = System.nanoTime();
      for (int from = 0; from < people; from += 9_000) {
        List<ReplayRig.Login> some = new ArrayList<>();
        for (int i = from; i < Math.min(people, from + 9_000); i++) {
          some.add(person(i));
        }
        rig.record(Crowd.REDACTED, some);
      }
      System.out.printf("recorded %d in %.1f s%n", people, (System.nanoTime() - began) / 1e9);
      List<Mapping> live = MappingFolder.load(Path.of("..", "scripts", "mappings"), rig.compiler);
      List<Mapping> next =
          live.stream()
              .map(mapping -> mapping.name().equals("roles") ? other(rig, mapping) : mapping)
              .toList();
      for (int round = 0; round < 4; round++) {
        long cpu = cpu();
        ReplayReport report = rig.compare(new MappingSet(live, 1), new MappingSet(next, 2));
        System.gc();
        Runtime memory = Runtime.getRuntime();
        System.out.printf(
            "%.2f s, %.2f s of CPU, %d MB after: %s%n",
            report.nanos() / 1e9,
            (cpu() - cpu) / 1e9,
            (memory.totalMemory() - memory.freeMemory()) >> 20,
            report.summary());
      }
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static Mapping other(ReplayRig rig, Mapping roles) {
    MappingSource source = roles.source();
    return rig.compiler.compile(
        new MappingSource(
            source.name(),
            source.language(),
            source.script().replace(Crowd.CHANGED_FROM, Crowd.CHANGED_TO),
            source.settings(),
            Optional.empty()));
  }

  private static ReplayRig.Login person(int number) {
    Identity person = Crowd.person(number);
    Map<String, Object> claims = new LinkedHashMap<>();
    person.raw().all().forEach((name, claim) -> claims.put(name, claim.value().orElse(null)));
    return new ReplayRig.Login(person.upstream(), person.sub(), Crowd.CLIENT, claims);
  }
}
