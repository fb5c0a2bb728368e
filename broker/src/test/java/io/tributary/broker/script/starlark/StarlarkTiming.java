package io.tributary.broker.script.starlark;

import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptText;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** How long one evaluation of the roles mapping over 20 groups takes, in CPU time. */
final class StarlarkTiming {
  private static final int ROUNDS = 21;
  private static final int RUNS = 20_000;

  private StarlarkTiming() {}

  public static void main(String[] arguments) {
    ScriptRoom room = new StarlarkLanguage().open();
    ScriptText script =
        new ScriptText(
            "roles",
            List.of("request"),
            """
            return {
              "groups": ["superusers" if group.name == "netbox_admin" else "staff" if group.name == "netbox_staff" else group.name for group in request.user.ak_groups.all()],
            }
            """);
    ScriptInput.Rows groups =
        new ScriptInput.Rows(
            IntStream.range(0, 20)
                .mapToObj(each -> Map.<String, Object>of("name", "group-" + each))
                .toList());
    ScriptInput input =
        new ScriptInput(
            Map.of(
                "request",
                new ScriptInput.Thing(
                    Map.of("user", new ScriptInput.Thing(Map.of("ak_groups", groups))))));
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    double[] micros = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = threads.getCurrentThreadCpuTime();
      for (int run = 0; run < RUNS; run++) {
        room.evaluate(script, input, Limits.DEFAULT);
      }
      micros[round] = (threads.getCurrentThreadCpuTime() - start) / 1_000.0 / RUNS;
    }
    double[] warm = Arrays.copyOfRange(micros, ROUNDS / 2, ROUNDS);
    Arrays.sort(warm);
    System.out.printf(
        "CPU-microseconds of an evaluation: min %.2f, median %.2f, max %.2f; %d steps, %d bytes%n",
        warm[0],
        warm[warm.length / 2],
        warm[warm.length - 1],
        room.used().steps(),
        room.used().bytes());
  }
}
