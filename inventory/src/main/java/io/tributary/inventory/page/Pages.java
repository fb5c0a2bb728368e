package io.tributary.inventory.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import io.tributary.inventory.user.User;
import io.tributary.platform.http.RequestInfo;
import io.tributary.platform.http.StaticAssets;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Renders pages: always escaped, never cached, without script, nothing from elsewhere. */
public final class Pages {
  static final String POLICY =
      "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
          + " base-uri 'none'; frame-ancestors 'none'";
  private static final String TEMPLATES = "io.tributary.inventory.pages";

  private final TemplateEngine engine;
  private final List<NavItem> navigation;
  private final StaticAssets assets;

  public Pages(List<NavItem> navigation) {
    this.engine =
        TemplateEngine.createPrecompiled(
            null, ContentType.Html, Pages.class.getClassLoader(), TEMPLATES);
    this.navigation = List.copyOf(navigation);
    this.assets =
        StaticAssets.load(
            Pages.class, "inventory-static", List.of("inventory.css", "icon.svg"), "/static");
  }

  /** The style sheet and the icon. */
  public void mountAssets(Router router) {
    assets.mount(router);
  }

  /** The frame for somebody who is not logged in. */
  public Frame frame(RoutingContext context) {
    return new Frame(Optional.empty(), List.of(), RequestInfo.of(context).id(), style(), icon());
  }

  public Frame frame(RoutingContext context, User user, FormTarget logout) {
    String path = context.normalizedPath();
    Map<String, List<Frame.NavLink>> groups = new LinkedHashMap<>();
    for (NavItem item : navigation) {
      if (item.role().heldBy(user)) {
        groups
            .computeIfAbsent(item.group(), group -> new java.util.ArrayList<>())
            .add(new Frame.NavLink(item.label(), item.href(), belongs(path, item.href())));
      }
    }
    return new Frame(
        Optional.of(new Frame.Who(user.display(), user.username(), user.roles(), logout)),
        groups.entrySet().stream()
            .map(group -> new Frame.NavGroup(group.getKey(), group.getValue()))
            .toList(),
        RequestInfo.of(context).id(),
        style(),
        icon());
  }

  public void send(RoutingContext context, int status, Page page, Frame frame) {
    Utf8ByteOutput output = new Utf8ByteOutput();
    engine.render(page.template(), Map.of("page", page, "frame", frame), output);
    context
        .response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/html; charset=utf-8")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .putHeader("Content-Security-Policy", POLICY)
        .putHeader("Referrer-Policy", "same-origin")
        .end(Buffer.buffer(output.toByteArray()));
  }

  public void refuse(RoutingContext context, Refusal refusal, Frame frame) {
    if (refusal.status() == 503) {
      context.response().putHeader("Retry-After", "5");
    }
    send(context, refusal.status(), Failure.of(refusal), frame);
  }

  private String style() {
    return assets.url("inventory.css");
  }

  private String icon() {
    return assets.url("icon.svg");
  }

  private static boolean belongs(String path, String href) {
    return href.equals("/") ? path.equals("/") : path.startsWith(href);
  }
}
