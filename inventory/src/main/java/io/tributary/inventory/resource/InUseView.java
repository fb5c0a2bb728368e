package io.tributary.inventory.resource;

import io.tributary.inventory.page.Page;
import java.util.List;

/** Something cannot be deleted because others refer to it. */
public record InUseView(String title, String back, List<User> users) implements Page {

  /**
   * Objects of one kind that refer to it.
   *
   * @param href list of all of them
   * @param names of the first few
   */
  public record User(String label, long total, String href, List<Cell> names) {}

  @Override
  public String template() {
    return "in-use.jte";
  }
}
