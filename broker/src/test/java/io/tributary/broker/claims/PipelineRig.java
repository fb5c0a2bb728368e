package io.tributary.broker.claims;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tributary.broker.audit.AuditEvent;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.LimitSettings;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingFolder;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSettings;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.mapping.Merge;
import io.tributary.broker.mapping.OnFailure;
import io.tributary.broker.mapping.ScriptParameters;
import io.tributary.broker.mapping.Shape;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptPool;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.ScriptText;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import io.tributary.platform.ops.Log;
import io.tributary.platform.protocol.Scopes;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A pipeline with everything around it that can be looked at afterwards. */
final class PipelineRig {
  static final RhinoLanguage JAVASCRIPT = new RhinoLanguage();
  static final Path SHIPPED = Path.of("..", "scripts", "mappings");

  /** Generous in time: what is tested here is not how fast this machine is. */
  static final Limits LIMITS = Limits.DEFAULT.withTime(java.time.Duration.ofSeconds(5));

  static final MappingCompiler COMPILER =
      new MappingCompiler(List.of(JAVASCRIPT, new StarlarkLanguage()), LIMITS);

  final Vertx vertx = Vertx.vertx();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<AuditEvent> audit = new CopyOnWriteArrayList<>();
  final ScriptPool pool = new ScriptPool(vertx, "test", 2);
  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final Log log = Log.to(logged, "test");

  ClaimsPipeline pipeline(List<Mapping> mappings, PrivilegedRoles privileged) {
    MappingSet set = new MappingSet(mappings, 1);
    return new ClaimsPipeline(
        pool,
        () -> set,
        new Mapper(privileged, LIMITS.time().multipliedBy(2)),
        events(),
        login -> {});
  }

  PipelineEvents events() {
    return new PipelineEvents(
        log,
        meters,
        audit::add,
        Clock.systemUTC(),
        (person, text) -> text.replace(person.email().orElse("nobody"), "(redacted)"));
  }

  static PrivilegedRoles demoRoles() {
    return new PrivilegedRoles(
        Set.of("superusers", "staff"),
        Map.of("okta", Set.of("superusers", "staff"), "authentik", Set.of("staff")));
  }

  MappedClaims map(ClaimsPipeline pipeline, Identity identity, String scopes) throws Exception {
    return map(pipeline, identity, new ClientView("inventory", List.of()), scopes);
  }

  MappedClaims map(ClaimsPipeline pipeline, Identity identity, ClientView client, String scopes)
      throws Exception {
    return pipeline
        .map(
            identity,
            client,
            Scopes.parse(scopes),
            "request-1",
            Optional.of("subject-1"),
            () -> Future.succeededFuture(LastGood.NONE))
        .toCompletionStage()
        .toCompletableFuture()
        .get(60, TimeUnit.SECONDS);
  }

  static Mapping mapping(String name, String body, Map<String, Shape> declares) {
    return mapping(name, body, declares, Map.of(), OnFailure.DENY);
  }

  static Mapping mapping(
      String name,
      String body,
      Map<String, Shape> declares,
      Map<String, Merge> merge,
      OnFailure onFailure) {
    return mapping(name, body, settings(100, declares, merge, onFailure));
  }

  static MappingSettings settings(
      int order, Map<String, Shape> declares, Map<String, Merge> merge, OnFailure onFailure) {
    return new MappingSettings(
        List.of("roles"),
        order,
        declares,
        merge,
        Map.of(),
        onFailure,
        LimitSettings.NONE,
        List.of(),
        Optional.empty(),
        true);
  }

  static Mapping mapping(String name, String body, MappingSettings settings) {
    return new Mapping(
        new MappingSource(name, "js", body, "", Optional.empty()),
        settings,
        new ScriptText(name, ScriptParameters.JAVASCRIPT, body),
        JAVASCRIPT,
        LIMITS);
  }

  /** As from files; {@code ;} ends a line of the settings. */
  static Mapping compiled(String name, String script, String settings) {
    return COMPILER.compile(
        new MappingSource(
            name,
            script.isEmpty() ? "" : "js",
            script,
            settings.replace(';', '\n'),
            Optional.empty()));
  }

  /** One mapping over one identity, on this thread. */
  static MappedClaims run(Mapping mapping, Identity identity, LastGood last) {
    return new Mapper(demoRoles(), LIMITS.time())
        .run(
            new ScriptRooms(),
            new MappingSet(List.of(mapping), 1),
            identity,
            new ClientView("inventory", List.of()),
            Scopes.parse("roles"),
            last);
  }

  static List<Mapping> shipped() {
    return MappingFolder.load(SHIPPED, COMPILER);
  }

  /** Closes the log, so that everything is in it. */
  String logged() {
    log.close();
    return logged.toString(StandardCharsets.UTF_8);
  }

  void close() throws Exception {
    pool.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }
}
