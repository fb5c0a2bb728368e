package io.tributary.inventory.page;

import io.tributary.inventory.user.Role;

/**
 * A link of the navigation.
 *
 * @param group heading under which it stands
 * @param role who sees it; the route checks for itself
 */
public record NavItem(String group, String label, String href, Role role) {}
