package io.tributary.broker.app;

import io.tributary.platform.launch.ExitStatus;
import io.tributary.platform.launch.ServeArguments;
import io.tributary.platform.launch.ServedProgram;
import io.tributary.platform.launch.ServedProgram.Host;
import io.tributary.platform.launch.ServedProgram.Service;
import io.tributary.platform.launch.ServiceProcess;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program: {@code serve} runs brokers; every other command is in {@link Commands}, which {@code
 * serve} does not load, since it would be a third of the start.
 */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Optional<List<Path>> configs = ServeArguments.files(Integer.MAX_VALUE, arguments);
    int status =
        configs.isPresent()
            ? ServiceProcess.run(program(environment), configs.get(), environment)
            : Commands.run(arguments, environment);
    if (configs.isEmpty() || status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  /** One broker may be the upstream of another: upstreams are looked for when all are there. */
  private static ServedProgram<BrokerConfig> program(Map<String, String> environment) {
    return new ServedProgram<>(
        "broker",
        Runtime.getRuntime().availableProcessors(),
        BrokerConfig::read,
        (config, host) -> start(config, host, environment));
  }

  private static Future<Service> start(
      BrokerConfig config, Host host, Map<String, String> environment) {
    return Broker.start(
            host.vertx(), config, host.servers(), environment, host.log(), Clock.systemUTC())
        .map(broker -> new Service(broker::close, broker::warmUp));
  }
}
