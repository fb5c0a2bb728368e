package io.tributary.broker.claims;

import io.tributary.broker.identity.Identity;
import io.tributary.broker.script.ScriptInput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The world as authentik's expressions know it
 * (https://docs.goauthentik.io/add-secure-apps/providers/property-mappings/expression), made of one
 * identity. What authentik has and we do not ({@code request.http_request}, {@code user.pk} as a
 * number of its database …) is not there, and reading it fails with the names of what is.
 */
final class PythonInput {
  private PythonInput() {}

  /**
   * @param claims as {@link MappingInput} shows them in every language
   * @param states of the provider's claims
   */
  static ScriptInput of(
      Identity identity,
      String client,
      List<String> scopes,
      Map<String, Object> claims,
      Map<String, Object> states) {
    ScriptInput.Watched said = new ScriptInput.Watched("claims", claims);
    ScriptInput.Watched user = watched("request.user", user(identity, said));
    ScriptInput.Watched each = new ScriptInput.Watched("request.states", states);
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(
        "request",
        watched("request", thing("user", user, "upstream", identity.upstream(), "states", each)));
    values.put("user", user);
    values.put("provider", watched("provider", thing("name", client, "client_id", client)));
    values.put("token", watched("token", thing("scope", scopes)));
    values.put("claims", said);
    values.put("client", watched("client", thing("id", client)));
    values.put("scopes", scopes);
    return new ScriptInput(values);
  }

  /**
   * Texts that authentik always has are empty where the provider gave none. Its {@code
   * group_attributes()} are those of all groups with the person's own over them; no provider tells
   * us attributes of groups, so that the person's own are all there is.
   */
  private static ScriptInput.Thing user(Identity identity, ScriptInput.Watched claims) {
    ScriptInput.Rows groups = groups(identity.groups());
    return thing(
        "username",
        identity.preferredUsername().orElse(""),
        "name",
        identity.name().orElse(""),
        "email",
        identity.email().orElse(""),
        "email_verified",
        identity.emailVerified(),
        "uid",
        identity.sub(),
        "pk",
        identity.sub(),
        "is_active",
        true,
        "is_superuser",
        false,
        "attributes",
        claims,
        "group_attributes",
        new ScriptInput.Method("group_attributes", claims),
        "all_groups",
        new ScriptInput.Method("all_groups", groups),
        "ak_groups",
        groups,
        "groups",
        groups);
  }

  /** The flag of a superuser is the provider's own and never reaches us: nobody has it. */
  private static ScriptInput.Rows groups(List<String> names) {
    List<Map<String, Object>> rows = new ArrayList<>(names.size());
    for (String name : names) {
      rows.add(
          thing("name", name, "pk", name, "is_superuser", false, "attributes", Map.of())
              .attributes());
    }
    return new ScriptInput.Rows(rows);
  }

  private static ScriptInput.Watched watched(String path, ScriptInput.Thing thing) {
    return new ScriptInput.Watched(path, thing);
  }

  private static ScriptInput.Thing thing(Object... namesAndValues) {
    Map<String, Object> attributes = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      attributes.put((String) namesAndValues[index], namesAndValues[index + 1]);
    }
    return new ScriptInput.Thing(attributes);
  }
}
