package io.tributary.inventory.resource;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.Page;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A form that creates or changes an object.
 *
 * @param version that the form was made from; 0 for a new object
 * @param cancel where to go without saving
 */
public record FormView(
    String title,
    FormTarget target,
    String cancel,
    int version,
    List<Input> inputs,
    List<String> problems)
    implements Page {

  /**
   * One field of the form.
   *
   * @param widget {@code text}, {@code area}, {@code number} or {@code select}
   * @param maxLength 0 for no limit
   * @param problem what is wrong with the value
   */
  public record Input(
      String name,
      String label,
      String widget,
      boolean required,
      String help,
      String value,
      int maxLength,
      List<Option> options,
      Optional<String> problem) {

    /** Ids of what describes the field, for {@code aria-describedby}. */
    public String describedBy() {
      String help = this.help.isEmpty() ? "" : "help-" + name;
      return (help + (problem.isPresent() ? " problem-" + name : "")).strip();
    }
  }

  @Override
  public String template() {
    return "form.jte";
  }

  static FormView of(
      Resource resource,
      Draft draft,
      Options options,
      FormTarget target,
      String title,
      String cancel,
      int version) {
    return new FormView(
        title,
        target,
        cancel,
        version,
        resource.fields().stream().map(field -> input(field, draft, options)).toList(),
        draft.problems().stream()
            .filter(problem -> problem.field().isEmpty())
            .map(Problem::message)
            .toList());
  }

  private static Input input(Field field, Draft draft, Options options) {
    String value = draft.typed().getOrDefault(field.name(), "");
    boolean byId = options.tooMany(field);
    return new Input(
        field.name(),
        field.label(),
        byId ? "number" : field.type().widget(),
        field.required(),
        byId ? "Enter the number in the address of its page." : field.help(),
        value,
        field.type().maxLength(),
        byId ? List.of() : options.of(field, Set.of(value)),
        draft.problems().stream()
            .filter(problem -> problem.field().equals(field.name()))
            .findFirst()
            .map(Problem::message));
  }
}
