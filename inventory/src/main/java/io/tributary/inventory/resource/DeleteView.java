package io.tributary.inventory.resource;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.page.Page;

/** Asks before something is deleted. */
public record DeleteView(String title, String name, FormTarget target, String cancel, int version)
    implements Page {
  @Override
  public String template() {
    return "delete.jte";
  }
}
