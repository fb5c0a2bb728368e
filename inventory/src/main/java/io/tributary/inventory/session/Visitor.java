package io.tributary.inventory.session;

import io.tributary.inventory.page.FormTarget;
import io.tributary.inventory.user.User;

/** Somebody with a living session. */
public record Visitor(User user, SessionId sessionId, LoginMethod method) {

  /** A form that this session may send to an address of ours. */
  public FormTarget form(String action) {
    return FormTarget.of(sessionId.value(), action);
  }
}
