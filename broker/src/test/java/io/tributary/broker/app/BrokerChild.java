package io.tributary.broker.app;

import io.tributary.platform.launch.ProgramChild;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A broker in a process of its own: its configuration and its application. */
final class BrokerChild {
  private static final Map<String, String> YAML =
      Map.of("callback", World.CALLBACK, "secret", "process-secret");

  private BrokerChild() {}

  /**
   * Writes a configuration.
   *
   * @param data of the embedded database
   */
  static Path config(Path folder, String name, Path data, int port) throws IOException {
    String text =
        """
        public_url: http://localhost:%d
        listen: { port: %d }
        management: { port: 0 }
        database: { embedded: %s, name: broker }
        event_loops: 1
        local_login: true
        users:
          - { username: local, password: demo, demo: true, name: Local Person }
        clients:
          - id: application
            name: Application
            secret: %s
            redirect_uris: ["%s"]
        """;
    Path file = folder.resolve(name);
    return Files.writeString(
        file, text.formatted(port, port, data, YAML.get("secret"), YAML.get("callback")));
  }

  static TestApplication application(int port) {
    return TestApplication.at(
        URI.create("http://localhost:" + port).toString(),
        "application",
        YAML.get("secret"),
        World.CALLBACK);
  }

  static ProgramChild serve(Path config) throws IOException {
    return ProgramChild.serve(Main.class, config);
  }

  static ProgramChild ready(Path config) throws IOException, InterruptedException {
    return serve(config).until("broker.ready");
  }
}
