package io.tributary.broker.admin;

import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.ConsolePage.Menu;
import io.tributary.broker.web.FormTokens;
import io.tributary.broker.web.Page;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One request of an administrator to the console: what its pages need to know of them.
 *
 * @param last what became of the form that led here
 */
record Visit(
    Administrator administrator,
    ConsolePaths paths,
    FormTokens forms,
    String requestId,
    Optional<Done> last) {

  /** Only places that this person may go to. */
  Menu menu() {
    List<Page.Way> places = new ArrayList<>();
    if (administrator.may(Permission.MAPPINGS)) {
      places.add(new Page.Way("Mappings", paths.at("mappings")));
    }
    if (administrator.may(Permission.TRACES)) {
      places.add(new Page.Way("Logins", paths.at("traces")));
    }
    if (administrator.may(Permission.RECORDINGS)) {
      places.add(new Page.Way("Recordings", paths.at("recordings")));
    }
    return new Menu(administrator.username(), places, form(paths.at("logout")));
  }

  /** A form for this person in this session. */
  Page.Form form(String action) {
    return forms.form(action, binding(administrator));
  }

  /** Of the mapping's pages: what was told about it last. */
  Optional<ConsolePage.Told> told() {
    return last.filter(done -> !done.sentences().isEmpty())
        .map(done -> new ConsolePage.Told(done.bad(), done.sentences()));
  }

  /** Whether this is to be confirmed now. */
  boolean confirms(String action) {
    return last.flatMap(Done::confirm).filter(action::equals).isPresent();
  }

  /**
   * An address that does something costly whenever it is opened, and changes nothing: it is good in
   * this session only, so that no other site can send somebody there.
   */
  String running(String path) {
    return path + "/" + forms.form(path + "/run", binding(administrator)).token();
  }

  /** Whether the last part of such an address is ours. */
  boolean mayRun(String path, String token) {
    return MessageDigest.isEqual(
        running(path).getBytes(StandardCharsets.UTF_8),
        (path + "/" + token).getBytes(StandardCharsets.UTF_8));
  }

  static String binding(Administrator administrator) {
    return "console " + administrator.session();
  }
}
