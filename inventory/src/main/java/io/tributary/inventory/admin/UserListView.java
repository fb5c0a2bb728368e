package io.tributary.inventory.admin;

import io.tributary.inventory.page.Page;
import java.util.List;
import java.util.Optional;

/** Accounts, for superusers. */
public record UserListView(
    String search, List<Row> rows, long total, Optional<String> previous, Optional<String> next)
    implements Page {

  /**
   * @param login how the person logs in, in words
   */
  public record Row(
      String href,
      String username,
      String name,
      String email,
      String login,
      List<String> roles,
      String groups,
      boolean active) {}

  @Override
  public String template() {
    return "users.jte";
  }

  @Override
  public String title() {
    return "Users";
  }
}
