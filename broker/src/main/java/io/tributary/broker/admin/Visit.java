package io.tributary.broker.admin;

import io.tributary.broker.web.ConsolePage.Menu;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Page;
import java.util.ArrayList;
import java.util.List;

/** One request of an administrator to the console: what its pages need to know of them. */
record Visit(Administrator administrator, ConsolePaths paths, FormTokens forms, String requestId) {

  /** Only places that this person may go to. */
  Menu menu() {
    List<Page.Way> places = new ArrayList<>();
    if (administrator.may(Permission.MAPPINGS)) {
      places.add(new Page.Way("Mappings", paths.at("mappings")));
    }
    if (administrator.may(Permission.TRACES)) {
      places.add(new Page.Way("Logins", paths.at("traces")));
    }
    return new Menu(administrator.username(), places, form(paths.at("logout")));
  }

  /** A form for this person in this session. */
  Page.Form form(String action) {
    return forms.form(action, binding(administrator));
  }

  static String binding(Administrator administrator) {
    return "console " + administrator.session();
  }
}
