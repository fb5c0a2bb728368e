package io.tributary.broker.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** {@code scripts/bench}: see its {@code --help}. */
public final class Bench {
  private Bench() {}

  /**
   * @param arguments the root of the checkout, then the command line
   */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    try {
      BenchOptions options = BenchOptions.parse(words.subList(1, words.size()));
      System.exit(run(Path.of(words.get(0)), options, System.out) ? 0 : 1);
    } catch (BenchOptions.UsageException wrong) {
      System.err.println(wrong.getMessage() + "; scripts/bench --help tells what there is.");
      System.exit(2);
    } catch (Exception failed) {
      // Vert.x would keep the process; the hook ends what was started.
      System.err.println("The benchmark failed: " + failed);
      System.exit(1);
    }
  }

  private static boolean run(Path root, BenchOptions options, PrintStream out) throws Exception {
    int connections = Math.max(options.connections(), options.loginConnections());
    boolean overload = options.mode().kind() == BenchOptions.Kind.OVERLOAD;
    Stage stage = Stage.set(root, overload ? Overload.CONNECTIONS : connections, out);
    return switch (options.mode().kind()) {
      case BROKER -> new BrokerBench(stage, options).run();
      case REGRESS -> new Regress(stage, options).run();
      case PEER -> new PeerBench(stage, options).run();
      case OVERLOAD -> new Overload(stage, options).run();
      case REPLAY -> new ReplayBench(stage, options).run();
      case GROWTH -> new Growth(stage, options).run();
      case PROFILE -> new ProfileBench(stage, options).run();
    };
  }
}
