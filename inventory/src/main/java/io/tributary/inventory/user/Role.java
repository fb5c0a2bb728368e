package io.tributary.inventory.user;

/** What a right asks of a person. The first slice has NetBox's two flags and "anyone logged in". */
public enum Role {
  MEMBER("a login"),
  STAFF("the role staff"),
  SUPERUSER("the role superuser");

  private final String words;

  Role(String words) {
    this.words = words;
  }

  /** An inactive account holds no role at all; a superuser holds every one. */
  public boolean heldBy(User user) {
    return user.active()
        && switch (this) {
          case MEMBER -> true;
          case STAFF -> user.staff() || user.superuser();
          case SUPERUSER -> user.superuser();
        };
  }

  /** For the page that says what is missing. */
  public String words() {
    return words;
  }
}
