package io.tributary.inventory.resource;

import io.tributary.inventory.user.Permission;
import io.tributary.inventory.user.Permission.Action;
import io.tributary.inventory.user.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The declaration of one kind of thing. Its table is {@code <app>_<model>} with the columns of its
 * fields plus {@code id, version, created, last_updated}; its pages are below {@code
 * /<app>/<plural>/}.
 *
 * @param heading of the navigation it stands under
 * @param columns fields shown in the list, besides the name
 * @param searched fields that the search box looks into
 * @param qualifier reference shown behind the name where things of several parents mix
 * @param constraints what a violated constraint of the table means at the form
 */
public record Resource(
    String app,
    String model,
    String plural,
    String label,
    String labels,
    String heading,
    List<Field> fields,
    List<String> columns,
    List<String> searched,
    Optional<String> qualifier,
    List<Rule> rules,
    Map<String, Problem> constraints) {
  private static final Pattern WORD = Pattern.compile("[a-z][a-z_]{0,40}");

  public String table() {
    return app + "_" + model;
  }

  public String path() {
    return "/" + app + "/" + plural + "/";
  }

  public String path(long id) {
    return path() + id + "/";
  }

  /** Everybody may look, staff may change. */
  public Permission permission(Action action) {
    return Permission.of(app, action, model, action == Action.VIEW ? Role.MEMBER : Role.STAFF);
  }

  public Field field(String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(model + " has no field " + name));
  }

  public List<Field> references() {
    return fields.stream().filter(field -> field.type().target().isPresent()).toList();
  }

  public List<Field> filters() {
    return fields.stream().filter(Field::isFilter).toList();
  }

  /** Starts a declaration. Every thing has a field {@code name}. */
  public static Builder of(String app, String model, String plural) {
    return new Builder(app, model, plural);
  }

  /** Puts a declaration together and checks that it is consistent. */
  public static final class Builder {
    private final String app;
    private final String model;
    private final String plural;
    private String label = "";
    private String labels = "";
    private String heading = "";
    private final List<Field> fields = new ArrayList<>();
    private List<String> columns = List.of();
    private List<String> searched = List.of();
    private Optional<String> qualifier = Optional.empty();
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Problem> constraints = new LinkedHashMap<>();

    private Builder(String app, String model, String plural) {
      this.app = app;
      this.model = model;
      this.plural = plural;
    }

    public Builder called(String one, String many, String underHeading) {
      this.label = one;
      this.labels = many;
      this.heading = underHeading;
      return this;
    }

    public Builder field(Field field) {
      fields.add(field);
      return this;
    }

    public Builder list(String... names) {
      columns = List.of(names);
      return this;
    }

    public Builder search(String... names) {
      searched = List.of(names);
      return this;
    }

    public Builder qualifiedBy(String reference) {
      qualifier = Optional.of(reference);
      return this;
    }

    public Builder rule(Rule rule) {
      rules.add(rule);
      return this;
    }

    public Builder constraint(String name, String field, String message) {
      constraints.put(name, new Problem(field, message));
      return this;
    }

    public Resource build() {
      for (String word : List.of(app, model)) {
        if (!WORD.matcher(word).matches()) {
          throw new IllegalArgumentException("Not a word for a table: " + word);
        }
      }
      Resource made =
          new Resource(
              app,
              model,
              plural,
              label,
              labels,
              heading,
              List.copyOf(fields),
              columns,
              searched,
              qualifier,
              List.copyOf(rules),
              Map.copyOf(constraints));
      made.field("name");
      columns.forEach(made::field);
      searched.forEach(made::field);
      qualifier.ifPresent(made::field);
      constraints.values().forEach(problem -> made.field(problem.field()));
      return made;
    }
  }
}
