package io.tributary.broker.claims;

import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.platform.protocol.Scopes;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Time of the shipped roles mapping over 20 groups: the first evaluation of a new process and the
 * best of many, in CPU time of its thread. Run by hand, in the broker's folder.
 */
public final class MappingBenchmark {
  private MappingBenchmark() {}

  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Mapping roles =
        PipelineRig.shipped().stream()
            .filter(mapping -> mapping.name().equals("roles"))
            .findFirst()
            .orElseThrow();
    List<String> groups = new ArrayList<>(List.of("netbox_admin", "netbox_staff"));
    for (int group = 0; group < 18; group++) {
      groups.add("group number " + group);
    }
    ScriptInput input =
        new MappingInput(
                People.identity("okta", groups, Map.of("groups", groups, "name", "A")),
                new ClientView("inventory", List.of()),
                Scopes.parse("openid roles"))
            .of("js", Set.of());
    long start = cpu();
    ScriptRoom room = PipelineRig.JAVASCRIPT.open();
    out.printf("opening a room: %.1f ms CPU%n", (cpu() - start) / 1e6);
    start = cpu();
    room.warmUp(roles.script(), input);
    out.printf("warming up: %.1f ms CPU%n", (cpu() - start) / 1e6);
    room.evaluate(roles.script(), input, PipelineRig.LIMITS);
    out.printf("first evaluation: %.2f ms CPU%n", room.usedNanos() / 1e6);
    double best = Double.MAX_VALUE;
    for (int window = 0; window < 40; window++) {
      start = cpu();
      for (int round = 0; round < 20_000; round++) {
        room.evaluate(roles.script(), input, Limits.DEFAULT);
      }
      best = Math.min(best, (cpu() - start) / 20_000e3);
    }
    out.printf("best window: %.2f µs CPU per evaluation%n", best);
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
