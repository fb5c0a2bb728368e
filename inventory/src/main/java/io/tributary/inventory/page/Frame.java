package io.tributary.inventory.page;

import java.util.List;
import java.util.Optional;

/**
 * What surrounds every page.
 *
 * @param who the person logged in
 * @param groups the navigation that this person may use
 * @param requestId shown small at the foot; the key to the log
 * @param style address of the style sheet
 * @param icon address of the icon
 */
public record Frame(
    Optional<Who> who, List<NavGroup> groups, String requestId, String style, String icon) {

  /**
   * @param roles flags in words, or empty
   * @param logout form that ends the session
   */
  public record Who(String display, String username, List<String> roles, FormTarget logout) {}

  /** A heading and its links. */
  public record NavGroup(String label, List<NavLink> links) {}

  /**
   * @param here whether the page shown belongs to it
   */
  public record NavLink(String label, String href, boolean here) {}
}
