package io.tributary.inventory.user;

/**
 * A right in NetBox's spelling, {@code app.action_model}, and the role that carries it.
 *
 * @param label for example {@code dcim.change_rack}
 */
public record Permission(String label, Role role) {

  public static Permission of(String app, Action action, String model, Role role) {
    return new Permission(app + "." + action.word() + "_" + model, role);
  }

  public boolean heldBy(User user) {
    return role.heldBy(user);
  }

  /** What may be done to an object. */
  public enum Action {
    VIEW,
    ADD,
    CHANGE,
    DELETE;

    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
