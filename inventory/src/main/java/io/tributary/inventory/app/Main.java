package io.tributary.inventory.app;

import io.tributary.platform.launch.ExitStatus;
import io.tributary.platform.launch.ServeArguments;
import io.tributary.platform.launch.ServedProgram;
import io.tributary.platform.launch.ServedProgram.Host;
import io.tributary.platform.launch.ServedProgram.Service;
import io.tributary.platform.launch.ServiceProcess;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program: {@code serve} runs one inventory, and {@code inventory.ready} in its log tells the
 * address; every other command is in {@link Commands}, which {@code serve} does not load.
 */
public final class Main {
  private static final int MOST_LOOPS = 4;

  private Main() {}

  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Optional<List<Path>> configs = ServeArguments.files(1, arguments);
    int status =
        configs.isPresent()
            ? ServiceProcess.run(program(), configs.get(), environment)
            : Commands.run(arguments, environment);
    if (configs.isEmpty() || status != ExitStatus.DONE) {
      System.exit(status);
    }
  }

  private static ServedProgram<InventoryConfig> program() {
    int loops = Math.min(MOST_LOOPS, Runtime.getRuntime().availableProcessors());
    return new ServedProgram<>(
        "inventory", loops, InventoryConfig::read, (config, host) -> start(config, host, loops));
  }

  private static Future<Service> start(InventoryConfig config, Host host, int loops) {
    return Inventory.start(host.vertx(), config, loops, host.servers(), host.log())
        .map(
            inventory ->
                new Service(
                    inventory::close,
                    () -> host.log().info("inventory.ready").with("url", config.origin()).write()));
  }
}
