package io.tributary.broker.laboratory;

import static io.tributary.broker.kit.BrokerDatabase.await;
import static io.tributary.broker.kit.BrokerDatabase.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.kit.BrokerDatabase;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.platform.ops.Log;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A laboratory on a database of its own. */
final class LaboratoryRig implements AutoCloseable {
  static final Change ANN = new Change("cli:ann", "because");
  static final Change BOB = new Change("cli:bob", "of course");

  final BrokerDatabase database = new BrokerDatabase();
  final Workbench workbench =
      new Workbench(
          database.vertx(), new MappingCompiler(List.of(new RhinoLanguage()), Limits.DEFAULT));
  final MappingRepository mappings = new MappingRepository(database.durable());
  final Drafting drafting = new Drafting(LaboratoryRepositories.of(database.durable()), workbench);
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  final Log log = Log.to(written, "test");

  /** What the next publications are told of tests and of whom they hit. */
  MappingTester tester = mapping -> Future.succeededFuture(Optional.empty());

  PublishGuard guard = PublishGuard.blind();

  Publishing publishing() {
    return new Publishing(
        LaboratoryRepositories.of(database.durable()),
        workbench,
        mapping -> tester.run(mapping),
        change -> guard.judge(change),
        change -> guard.judge(change));
  }

  static MappingSource source(String name, int order, String script) {
    return new MappingSource(
        name,
        "js",
        script,
        "scope: roles\norder: " + order + "\ndeclares: { roles: list of text }\n",
        Optional.empty());
  }

  /** A mapping that gives one role. */
  static MappingSource gives(String name, String role) {
    return source(name, 100, "return { roles: ['" + role + "'] };");
  }

  /** A file of tests. */
  static String tests(String name) {
    return "tests:\n  - name: "
        + name
        + "\n    given: { claims: {} }\n    expect: { roles: [a] }\n";
  }

  static MappingSource withTests(MappingSource source, String tests) {
    return new MappingSource(
        source.name(), source.language(), source.script(), source.settings(), Optional.of(tests));
  }

  void importFiles(MappingSource... files) {
    await(
        new FolderImport(LaboratoryRepositories.of(database.durable()), workbench, log)
            .run(contents(files)));
  }

  static MappingFolder.Contents contents(MappingSource... files) {
    return new MappingFolder.Contents(List.of(files), Map.of());
  }

  Throwable importFails(MappingSource... files) {
    return failure(
        new FolderImport(LaboratoryRepositories.of(database.durable()), workbench, log)
            .run(contents(files)));
  }

  Draft draft(MappingSource source) {
    return await(drafting.save(source, ANN, false));
  }

  Published publish(String name) {
    return await(publishing().publish(name, "cli:ann", Optional.empty(), false));
  }

  /** Drafts and publishes. */
  String makeLive(MappingSource source) {
    draft(source);
    publish(source.name());
    return source.version();
  }

  Future<Published> rollBack(String name) {
    return publishing().rollBack(name, Optional.empty(), Optional.empty(), BOB, false);
  }

  LiveMappings node() {
    return await(LiveMappings.open(mappings, workbench(), meters, log));
  }

  /** Another node compiles by itself. */
  private Workbench workbench() {
    return new Workbench(
        database.vertx(), new MappingCompiler(List.of(new RhinoLanguage()), Limits.DEFAULT));
  }

  /** {@code name@version} of what is live, by name. */
  String live() {
    return await(mappings.list()).stream()
        .flatMap(one -> one.live().map(version -> one.name() + "@" + version).stream())
        .collect(Collectors.joining(" "));
  }

  String liveVersion(String name) {
    return await(mappings.state()).version(name).orElse("none");
  }

  long audited(String type) {
    return database.count("audit_event WHERE type = $1", type);
  }

  String logged() {
    log.flush();
    return written.toString(StandardCharsets.UTF_8);
  }

  static void assertRefused(LaboratoryException.Kind kind, String words, Future<?> refused) {
    LaboratoryException failure = assertInstanceOf(LaboratoryException.class, failure(refused));
    assertEquals(true, failure.getMessage().contains(words), failure.getMessage());
    assertEquals(kind, failure.kind(), failure.getMessage());
  }

  @Override
  public void close() {
    log.close();
    database.close();
  }
}
