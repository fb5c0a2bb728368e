package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Measures another provider and ours in turn, on the same machine at the same time. */
final class PeerBench {
  private final Stage stage;
  private final BenchOptions options;

  PeerBench(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
  }

  /** Whether every operation worked. */
  boolean run() throws Exception {
    OtherWork before = OtherWork.look();
    Subject peer = started(options.mode().of());
    stage.say("Starting the broker …");
    BrokerProcessUnderLoad broker = stage.broker(BrokerBench.RELAXED, stage.root(), "");
    broker.start();
    List<Subject> subjects = new ArrayList<>(List.of(broker, peer));
    if (options.durable()) {
      BrokerProcessUnderLoad durable =
          stage.broker(BrokerBench.DURABLE, stage.root(), ", synchronous_commit: true");
      durable.start();
      subjects.add(durable);
    }
    List<Task> tasks =
        Task.of(subjects, options).stream()
            .filter(task -> peer.operations().contains(task.operation()))
            .filter(
                task ->
                    !task.subject().name().equals(BrokerBench.DURABLE)
                        || Operation.OF_SESSIONS.contains(task.operation()))
            .toList();
    List<Figures> figures = new Turns(stage, options).measure(tasks);
    List<Summary> summaries = Summary.of(figures);
    String body = body(summaries, broker, peer);
    stage.say("\n" + body);
    Machine machine = Machine.read(stage.root());
    if (options.json().isPresent()) {
      JsonArray rounds = new JsonArray();
      figures.forEach(one -> rounds.add(one.toJson()));
      Files.writeString(
          options.json().get(),
          new JsonObject()
                  .put("machine", machine.toJson().put("other_work_percent", before.percent()))
                  .put("peer", peer.name())
                  .put("rounds", rounds)
                  .encodePrettily()
              + "\n");
    }
    if (options.write()) {
      List<String> names = subjects.stream().map(Subject::name).toList();
      String chart = Charts.write(stage.root(), peer.name(), Charts.beside(summaries, names));
      String head = "## Beside " + peer.name() + "\n\n" + machine.lines(before) + "\n";
      Document.write(stage.root(), peer.name(), head + chart + "\n" + body);
      stage.say("Wrote " + stage.root().relativize(Document.file(stage.root())));
    }
    return figures.stream().allMatch(figure -> figure.failures() == 0);
  }

  private Subject started(String name) throws Exception {
    return switch (name) {
      case "keycloak" -> Keycloak.start(stage);
      case "oidc-provider" -> OidcProvider.start(stage);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private String body(List<Summary> summaries, BrokerProcessUnderLoad broker, Subject peer)
      throws Exception {
    StringBuilder body = new StringBuilder();
    body.append(Tables.comparison(summaries, broker.name(), peer.name()));
    if (options.durable()) {
      body.append("\nWith sessions of ours on disk before the answer:\n\n");
      body.append(Tables.comparison(summaries, BrokerBench.DURABLE, peer.name()));
    }
    body.append(
        Tables.text(
            "%n%s. Resident memory at most: %.0f MiB of ours, %.0f MiB of %s. %d rounds of %d s;"
                + " %d connections, %d for logins through the upstream.%n",
            broker.postgresVersion(),
            broker.memory("VmHWM"),
            peer.memory("VmHWM"),
            peer.name(),
            options.rounds(),
            options.seconds(),
            options.connections(),
            options.loginConnections()));
    body.append("\n### What is fair about it, and what is not\n");
    for (String rule : Fairness.rules(stage.root(), peer.name())) {
      body.append("- ").append(rule).append('\n');
    }
    return body.toString();
  }
}
