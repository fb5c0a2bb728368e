package io.tributary.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What {@code scripts/quickstart --fresh} starts, on free ports and with data and logs below {@code
 * target/}, so that it neither meets nor changes a quickstart that is running in this checkout.
 */
final class Demonstration implements AutoCloseable {
  private static final List<String> PROGRAMS = List.of("BROKER", "OKTA", "AUTHENTIK", "INVENTORY");

  private final Path checkout;
  private final Map<String, String> environment;
  private final Process process;
  private final Thread atExit = new Thread(this::end, "stop-demonstration");

  private Demonstration(Path checkout, Map<String, String> environment, Process process) {
    this.checkout = checkout;
    this.environment = environment;
    this.process = process;
  }

  /** The tests run in the folder of their module. */
  static Path checkout() {
    return Path.of("").toAbsolutePath().getParent();
  }

  /** Returns when everything is ready; builds first what is not built. */
  static Demonstration start() throws IOException {
    Path checkout = checkout();
    Map<String, String> environment = freePorts();
    Path target = Files.createDirectories(checkout.resolve("target/browser"));
    environment.put("TRIBUTARY_DATA", target.resolve("data").toString());
    environment.put("TRIBUTARY_LOGS", target.resolve("logs").toString());
    Process process =
        command(checkout, environment, List.of("scripts/quickstart", "--fresh")).start();
    Demonstration demonstration = new Demonstration(checkout, environment, process);
    Runtime.getRuntime().addShutdownHook(demonstration.atExit);
    demonstration.awaitReady();
    return demonstration;
  }

  private static Map<String, String> freePorts() throws IOException {
    Map<String, String> environment = new HashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    try {
      for (String program : PROGRAMS) {
        for (String kind : List.of("_PORT", "_MANAGEMENT_PORT")) {
          ServerSocket socket = new ServerSocket(0);
          held.add(socket);
          environment.put("TRIBUTARY_" + program + kind, Integer.toString(socket.getLocalPort()));
        }
      }
    } finally {
      for (ServerSocket socket : held) {
        socket.close();
      }
    }
    return environment;
  }

  private static ProcessBuilder command(
      Path checkout, Map<String, String> environment, List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(words);
    builder.directory(checkout.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder;
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.equals("Ctrl-C stops everything.")) {
        return;
      }
    }
    throw new IllegalStateException("The quickstart ended before it was ready:\n" + said);
  }

  private String url(String program) {
    return "http://localhost:" + environment.get("TRIBUTARY_" + program + "_PORT");
  }

  String broker() {
    return url("BROKER");
  }

  String okta() {
    return url("OKTA");
  }

  String authentik() {
    return url("AUTHENTIK");
  }

  String inventory() {
    return url("INVENTORY");
  }

  /** {@code scripts/broker user groups NAME …} at the broker that plays Okta. */
  String oktaGroups(String user, String... options) {
    return groups("scripts/demo/okta.yaml", user, options);
  }

  /** The same at the broker itself, for its local accounts. */
  String brokerGroups(String user, String... options) {
    return groups("scripts/demo/broker.yaml", user, options);
  }

  private String groups(String config, String user, String... options) {
    List<String> words =
        new ArrayList<>(List.of("scripts/broker", "user", "groups", user, "--config", config));
    words.addAll(List.of(options));
    return run(words);
  }

  private String run(List<String> words) {
    try {
      Process command = command(checkout, environment, words).start();
      String said = new String(command.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int code = command.waitFor();
      if (code != 0) {
        throw new IllegalStateException(words + " ended with " + code + ":\n" + said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** As Ctrl-C does: the script stops what it started. */
  private void end() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
    run(
        List.of(
            "scripts/broker", "data", "empty", "--yes", "--config", "scripts/demo/broker.yaml"));
  }
}
