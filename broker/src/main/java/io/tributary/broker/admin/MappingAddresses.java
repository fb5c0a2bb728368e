package io.tributary.broker.admin;

import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.Parameters;
import io.vertx.core.Future;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/**
 * The addresses of mappings in the console. Every form is answered by 303 to an address of its own
 * (ADR 18), but one: a draft that cannot be saved is shown again at once, with what was typed.
 */
public final class MappingAddresses {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9_-]{12}|[A-Za-z0-9_-]{22}");
  private static final Optional<Permission> NEEDED = Optional.of(Permission.MAPPINGS);

  private final ConsoleGate gate;
  private final ConsolePaths paths;
  private final MappingPages pages;
  private final MappingActions actions;
  private final DraftPages draftPages;
  private final DraftActions drafts;
  private final TestPages tests;
  private final DiffPages diff;
  private final CanaryPages canaries;
  private final Delivery delivery;

  public MappingAddresses(
      ConsoleGate gate,
      ConsolePaths paths,
      MappingPages pages,
      MappingActions actions,
      DraftPages draftPages,
      DraftActions drafts,
      TestPages tests,
      DiffPages diff,
      CanaryPages canaries,
      Delivery delivery) {
    this.gate = gate;
    this.paths = paths;
    this.pages = pages;
    this.actions = actions;
    this.draftPages = draftPages;
    this.drafts = drafts;
    this.tests = tests;
    this.diff = diff;
    this.canaries = canaries;
    this.delivery = delivery;
  }

  void mount(Router router) {
    router
        .get(paths.at("mappings"))
        .handler(context -> gate.show(context, Permission.MAPPINGS, pages::list));
    router
        .get(paths.at("drafts"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.MAPPINGS,
                    visit -> Future.succeededFuture(draftPages.blank(visit))));
    router.post(paths.at("drafts")).handler(this::save);
    show(router, "", pages::one);
    show(router, "/draft", draftPages::edit);
    show(router, "/canary", canaries::one);
    router
        .get(paths.at("mappings/:name/versions/:version"))
        .handler(
            context ->
                gate.show(
                    context,
                    Permission.MAPPINGS,
                    visit ->
                        pages.version(
                            visit, name(context), Console.part(context, "version", VERSION))));
    act(router, MappingActions.PUBLISH, actions::publish);
    act(router, MappingActions.ROLL_BACK, actions::rollBack);
    act(router, "remove", actions::remove);
    act(router, "delete-draft", actions::deleteDraft);
    act(router, "canary", canaries::start);
    act(router, "stop-canary", canaries::stop);
    act(router, "tests", (visit, name, form) -> actions.run(visit, name, "tests"));
    act(router, "diff", (visit, name, form) -> actions.run(visit, name, "diff"));
    router
        .get(paths.at("mappings/:name/tests/:run"))
        .handler(
            context ->
                running(
                    context,
                    "tests",
                    (visit, name) ->
                        tests
                            .run(visit, name)
                            .onSuccess(page -> delivery.page(context, 200, page))));
    router
        .get(paths.at("mappings/:name/diff/:run"))
        .handler(
            context -> running(context, "diff", (visit, name) -> diff.run(context, visit, name)));
  }

  private void show(
      Router router, String rest, BiFunction<Visit, String, Future<ConsolePage>> page) {
    router
        .get(paths.at("mappings/:name" + rest))
        .handler(
            context ->
                gate.show(context, Permission.MAPPINGS, visit -> page.apply(visit, name(context))));
  }

  /** What a button does to a mapping. */
  private interface Action {
    Future<Done> on(Visit visit, String name, Parameters form);
  }

  private void act(Router router, String action, Action work) {
    router
        .post(paths.at("mappings/:name/" + action))
        .handler(
            context ->
                gate.act(
                    context,
                    NEEDED,
                    paths.at("mappings/" + context.pathParam("name") + "/" + action),
                    (visit, form) ->
                        work.on(visit, name(context), form)
                            .onSuccess(done -> gate.goOn(context, visit, done))));
  }

  /** Without an address of this session nothing runs; the mapping has the button for it. */
  private void running(
      RoutingContext context, String what, BiFunction<Visit, String, Future<?>> work) {
    gate.open(
        context,
        Permission.MAPPINGS,
        visit -> {
          String mapping = paths.at("mappings/" + name(context));
          if (!visit.mayRun(mapping + "/" + what, context.pathParam("run"))) {
            delivery.seeOther(context, mapping);
            return Future.succeededFuture();
          }
          return work.apply(visit, name(context));
        });
  }

  private void save(RoutingContext context) {
    gate.act(
        context,
        NEEDED,
        paths.at("drafts"),
        (visit, form) ->
            drafts
                .save(visit, form)
                .onSuccess(
                    saved ->
                        saved.fold(
                            done -> {
                              gate.goOn(context, visit, done);
                              return null;
                            },
                            (status, page) -> {
                              delivery.page(context, status, page);
                              return null;
                            })));
  }

  private static String name(RoutingContext context) {
    return Console.part(context, "name", NAME);
  }
}
