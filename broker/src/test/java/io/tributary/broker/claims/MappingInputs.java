package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.mapping.Mapping;
import io.tributary.broker.script.ScriptInput;
import io.tributary.platform.protocol.Scopes;
import java.util.List;
import java.util.Set;

/** What a login gives to a mapping's script, for measurements of the script alone. */
public final class MappingInputs {
  private MappingInputs() {}

  /**
   * @param scopes separated by spaces
   */
  public static ScriptInput of(Mapping mapping, Identity identity, String client, String scopes) {
    return new MappingInput(identity, new ClientView(client, List.of()), Scopes.parse(scopes))
        .of(mapping.language().extension(), Set.of());
  }
}
