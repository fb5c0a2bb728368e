package io.tributary.broker.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.util.List;

/** Compares the CPU time of this checkout with that of another revision, both in one run. */
final class Regress {
  private final Stage stage;
  private final BenchOptions options;

  Regress(Stage stage, BenchOptions options) {
    this.stage = stage;
    this.options = options;
  }

  /** Whether no operation costs more than a tenth more. */
  boolean run() throws Exception {
    Revision base = Revision.checkedOut(stage, options.mode().of());
    String before = base.commit().substring(0, 9);
    String after = "this checkout";
    BrokerProcessUnderLoad old = stage.broker(before, base.folder(), "");
    BrokerProcessUnderLoad now = stage.broker(after, stage.root(), "");
    stage.say("Starting both brokers …");
    old.start();
    now.start();
    List<Figures> figures = new Turns(stage, options).measure(Task.of(List.of(old, now), options));
    List<Comparison> all = Comparison.of(Summary.of(figures), before, after);
    stage.say("\n" + Comparison.table(all, before, after));
    long regressed = all.stream().filter(Comparison::regressed).count();
    long failed = figures.stream().filter(one -> one.failures() > 0).count();
    stage.say(
        Tables.text(
            "%d of %d operations cost more than %.0f %% more than at %s.",
            regressed, all.size(), (Comparison.TOLERATED - 1) * 100, before));
    if (options.json().isPresent()) {
      JsonArray rounds = new JsonArray();
      figures.forEach(one -> rounds.add(one.toJson()));
      Files.writeString(
          options.json().get(),
          new JsonObject()
                  .put("machine", Machine.read(stage.root()).toJson())
                  .put("base", base.commit())
                  .put("rounds", rounds)
                  .encodePrettily()
              + "\n");
    }
    return regressed == 0 && failed == 0;
  }
}
