package io.tributary.broker.admin;

import io.tributary.platform.config.ConfigReader;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Who administers: {@code administration: { mappings: […], recordings: […], traces: […] }}, each a
 * list of roles or groups. A permission that is not named is nobody's; without any of them there is
 * neither console nor API.
 */
public final class AdministrationConfig {
  /** Nobody administers. */
  public static final AdministrationConfig NONE = new AdministrationConfig(Map.of());

  /** Claims that roles and groups stand in, once the scope mappings have made them. */
  private static final Set<String> CLAIMS = Set.of("roles", "groups");

  private final Map<Permission, Set<String>> roles = new EnumMap<>(Permission.class);

  AdministrationConfig(Map<Permission, Set<String>> roles) {
    roles.forEach((permission, names) -> this.roles.put(permission, Set.copyOf(names)));
  }

  /**
   * @param privileged names that not every upstream may grant; a right to administer is one, or a
   *     group at any upstream would open the console
   */
  public static AdministrationConfig read(ConfigReader section, Set<String> privileged) {
    Map<Permission, Set<String>> roles = new EnumMap<>(Permission.class);
    for (Permission permission : Permission.values()) {
      Set<String> names = new LinkedHashSet<>(section.texts(permission.wire()).or(List.of()));
      for (String name : names) {
        if (!privileged.contains(name)) {
          section.problem(
              permission.wire(),
              "'"
                  + name
                  + "' is not in privileged_roles: add it there, or every upstream could grant it");
        }
      }
      roles.put(permission, names);
    }
    return new AdministrationConfig(roles);
  }

  /** Whether anybody administers. */
  public boolean isOn() {
    return roles.values().stream().anyMatch(names -> !names.isEmpty());
  }

  /**
   * @param claims of a grant, as the scope mappings made them
   */
  Set<Permission> of(JsonObject claims) {
    Set<String> held = new LinkedHashSet<>();
    for (String claim : CLAIMS) {
      if (claims.getValue(claim) instanceof JsonArray names) {
        names.stream().filter(String.class::isInstance).forEach(name -> held.add((String) name));
      }
    }
    Set<Permission> given = EnumSet.noneOf(Permission.class);
    roles.forEach(
        (permission, names) -> {
          if (names.stream().anyMatch(held::contains)) {
            given.add(permission);
          }
        });
    return given;
  }
}
