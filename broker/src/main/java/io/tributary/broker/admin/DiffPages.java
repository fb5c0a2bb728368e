package io.tributary.broker.admin;

import io.tributary.broker.replay.PersonDifference;
import io.tributary.broker.replay.ReplayListener;
import io.tributary.broker.web.ConsolePage;
import io.tributary.broker.web.Delivery;
import io.tributary.broker.web.StreamedPage;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says whom a draft would hit, and how far it is while it is found out. */
public final class DiffPages {
  /** People on the page. */
  private static final int SHOWN = 50;

  private final MappingDesk desk;
  private final ConsolePaths paths;
  private final Delivery delivery;

  public DiffPages(MappingDesk desk, ConsolePaths paths, Delivery delivery) {
    this.desk = desk;
    this.paths = paths;
    this.delivery = delivery;
  }

  /** Names and claims only for who may read recordings. Answers by itself. */
  Future<Void> run(RoutingContext context, Visit visit, String name) {
    Administrator asking = visit.administrator();
    boolean people = asking.may(Permission.RECORDINGS);
    StreamedPage page = delivery.stream(context);
    SlowReader reader = new SlowReader(context);
    return desk.diff()
        .of(
            name,
            new MappingDiff.Asking(asking.author(), people, visit.requestId()),
            MappingDiff.scope(Optional.empty(), Optional.empty(), people, SHOWN),
            new Progress(page, reader, empty(visit, name, page)))
        .<Void>map(
            found -> {
              if (page.begun()) {
                page.say("Tried " + found.report().tried() + ".");
              }
              page.end(difference(visit, name, page, found, people));
              return null;
            })
        .recover(cause -> broken(visit, name, page, cause));
  }

  /** What was begun cannot become another page. */
  private Future<Void> broken(Visit visit, String name, StreamedPage page, Throwable cause) {
    if (!page.begun() || cause instanceof SlowReader.Gone) {
      return page.begun() ? Future.succeededFuture() : Future.failedFuture(cause);
    }
    String why = ApiProblem.known(cause).map(known -> Words.sentence(cause, known)).orElse("");
    page.end(page(visit, name, page, List.of("This was broken off. " + why), List.of()));
    return ApiProblem.known(cause).isPresent()
        ? Future.succeededFuture()
        : Future.failedFuture(cause);
  }

  private ConsolePage difference(
      Visit visit, String name, StreamedPage page, MappingDiff.Found found, boolean people) {
    List<String> sentences = new ArrayList<>();
    sentences.add(found.report().summary());
    sentences.addAll(found.notes());
    if (!people && found.report().hit() > 0) {
      sentences.add(Words.WHO_IS_TOLD);
    }
    return page(
        visit,
        name,
        page,
        sentences,
        people ? found.report().details().stream().map(HitWords::of).toList() : List.of());
  }

  private ConsolePage empty(Visit visit, String name, StreamedPage page) {
    return page(visit, name, page, List.of(), List.of());
  }

  private ConsolePage page(
      Visit visit,
      String name,
      StreamedPage page,
      List<String> sentences,
      List<ConsolePage.HitPerson> people) {
    return new ConsolePage.MappingDifference(
        visit.menu(), name, page.hole(), sentences, people, paths.at("mappings/" + name));
  }

  /** At once, then twice a second. */
  private static final class Progress implements ReplayListener {
    private static final long EVERY = 500_000_000L;

    private final StreamedPage page;
    private final SlowReader reader;
    private final ConsolePage beginning;
    private long last;

    Progress(StreamedPage page, SlowReader reader, ConsolePage beginning) {
      this.page = page;
      this.reader = reader;
      this.beginning = beginning;
    }

    @Override
    public void progress(long done, long all) {
      if (!page.begun() || System.nanoTime() - last > EVERY) {
        last = System.nanoTime();
        page.begin(beginning);
        page.say("Tried " + done + " of " + all + " …");
      }
    }

    @Override
    public void hit(PersonDifference person) {}

    @Override
    public Future<Void> ready() {
      return reader.ready();
    }
  }
}
