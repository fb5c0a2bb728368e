package io.tributary.broker.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * What starting costs, and the memory.
 *
 * @param withDatabase starts with kept data, the database started too
 * @param alone starts after kill -9: the database runs, the broker finds it
 * @param idleMiB resident memory 12 s after ready
 * @param loadMiB the most resident memory of the whole load
 * @param distributionMb what is downloaded, in MB (10⁶ bytes): {@link Distribution}
 * @param archived whether the starts had the class archive
 */
record LaunchFigures(
    List<BrokerProcessUnderLoad.Start> withDatabase,
    List<BrokerProcessUnderLoad.Start> alone,
    double idleMiB,
    double loadMiB,
    double distributionMb,
    boolean archived) {

  JsonObject toJson() {
    return new JsonObject()
        .put("with_database", withDatabase.stream().map(LaunchFigures::json).toList())
        .put("database_running", alone.stream().map(LaunchFigures::json).toList())
        .put("idle_mib", idleMiB)
        .put("load_mib", loadMiB)
        .put("distribution_mb", distributionMb)
        .put("class_archive", archived);
  }

  private static JsonObject json(BrokerProcessUnderLoad.Start start) {
    return new JsonObject().put("seconds", start.seconds()).put("cpu_seconds", start.cpuSeconds());
  }
}
