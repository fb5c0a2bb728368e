package io.tributary.broker.bench.micro;

import io.tributary.broker.claims.ClientView;
import io.tributary.broker.claims.MappedClaims;
import io.tributary.broker.claims.Mapper;
import io.tributary.broker.claims.MappingInputs;
import io.tributary.broker.claims.PrivilegedRoles;
import io.tributary.broker.identity.ClaimSet;
import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.mapping.MappingCompiler;
import io.tributary.broker.mapping.MappingSet;
import io.tributary.broker.mapping.MappingSource;
import io.tributary.broker.script.Limits;
import io.tributary.broker.script.ScriptInput;
import io.tributary.broker.script.ScriptRoom;
import io.tributary.broker.script.ScriptRooms;
import io.tributary.broker.script.javascript.RhinoLanguage;
import io.tributary.broker.script.starlark.StarlarkLanguage;
import io.tributary.platform.protocol.Scopes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The shipped mappings of roles over somebody with 20 groups. */
@State(Scope.Thread)
public class MappingMicro {
  private static final String SCOPES = "openid roles";

  /** Whoever measures on a busy machine gets a figure and not a failure. */
  private static final Limits LIMITS = Limits.DEFAULT.withTime(Duration.ofSeconds(1));

  /** File of the script. */
  @Param({"roles.js", "netbox-roles.js", "netbox-roles.py"})
  public String mapping;

  private Mapping ready;
  private ScriptInput input;
  private ScriptRoom room;
  private Identity person;
  private MappingSet set;
  private Mapper mapper;
  private ScriptRooms rooms;
  private ClientView client;
  private Scopes scopes;

  /** Compiles it, and makes the person. */
  @Setup
  public void open() throws IOException {
    String name = mapping.substring(0, mapping.indexOf('.'));
    Path folder = MicroBench.root().resolve("scripts/mappings");
    MappingCompiler compiler =
        new MappingCompiler(List.of(new RhinoLanguage(), new StarlarkLanguage()), LIMITS);
    String settings = Files.readString(folder.resolve(name + ".yaml"));
    ready =
        compiler
            .compile(
                new MappingSource(
                    name,
                    mapping.substring(name.length() + 1),
                    Files.readString(folder.resolve(mapping)),
                    settings.replaceAll("(?m)^language:.*$", ""),
                    Optional.empty()))
            .switchedOn();
    List<String> groups = new ArrayList<>(List.of("netbox_admin", "netbox_staff"));
    for (int group = 0; group < 18; group++) {
      groups.add("group number " + group);
    }
    person =
        new Identity(
            "okta",
            "https://okta.example",
            "00u1alice",
            Optional.of("alice@example.com"),
            Optional.of("alice@example.com"),
            true,
            Optional.of("Alice Example"),
            groups,
            ClaimSet.ofValues(Map.of("groups", groups, "name", "Alice Example")));
    input = MappingInputs.of(ready, person, "inventory", SCOPES);
    room = ready.language().open();
    set = new MappingSet(List.of(ready), 1);
    Set<String> powers = Set.of("superusers", "staff");
    mapper = new Mapper(new PrivilegedRoles(powers, Map.of("okta", powers)), LIMITS.time());
    rooms = new ScriptRooms();
    client = new ClientView("inventory", List.of());
    scopes = Scopes.parse(SCOPES);
  }

  /** The isolated evaluation of the script: a scope of its own, limits, and the result copied. */
  @Benchmark
  public Map<String, Object> evaluation() {
    return room.evaluate(ready.script(), input, LIMITS);
  }

  /** What a login does with it: input, evaluation, shapes, merging, names of power, trace. */
  @Benchmark
  public MappedClaims mapping() {
    return mapper.run(rooms, set, person, client, scopes);
  }
}
