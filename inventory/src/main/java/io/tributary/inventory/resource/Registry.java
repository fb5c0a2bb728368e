package io.tributary.inventory.resource;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All resources of this program; every reference between them leads somewhere. */
public final class Registry {
  private final Map<String, Resource> byModel = new LinkedHashMap<>();

  public Registry(List<Resource> resources) {
    for (Resource resource : resources) {
      if (byModel.put(resource.model(), resource) != null) {
        throw new IllegalArgumentException("Declared twice: " + resource.model());
      }
    }
    resources.forEach(resource -> resource.references().forEach(this::target));
  }

  public List<Resource> all() {
    return List.copyOf(byModel.values());
  }

  /** What a reference field refers to. */
  public Resource target(Field reference) {
    String model = reference.type().target().orElseThrow();
    Resource found = byModel.get(model);
    if (found == null) {
      throw new IllegalArgumentException(reference.name() + " refers to no resource: " + model);
    }
    return found;
  }

  /** The fields of other resources that refer to this one. */
  public List<Referrer> referrers(Resource target) {
    List<Referrer> found = new ArrayList<>();
    for (Resource resource : byModel.values()) {
      for (Field field : resource.references()) {
        if (target(field).equals(target)) {
          found.add(new Referrer(resource, field));
        }
      }
    }
    return found;
  }

  /** A resource and its field that refers to another. */
  public record Referrer(Resource resource, Field field) {}
}
