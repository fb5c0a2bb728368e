package io.tributary.broker.trace;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Goes back through a person's logins, the newest first, until the answer is known. */
final class WhyWalk {
  private final WhyQuestion question;
  private final Map<String, OfClient> clients = new LinkedHashMap<>();

  WhyWalk(WhyQuestion question) {
    this.question = question;
  }

  void see(LoginTrace.Part part) {
    clients.computeIfAbsent(part.client(), OfClient::new).see(part);
  }

  boolean isDone() {
    return question.client().isPresent() && clients.values().stream().anyMatch(OfClient::isDone);
  }

  WhyAnswer answer() {
    return new WhyAnswer(
        question,
        clients.values().stream().map(OfClient::answer).flatMap(Optional::stream).toList());
  }

  /** What the logins to one application say. */
  private final class OfClient {
    private final String client;
    private Optional<LoginTrace.Part> refused = Optional.empty();
    private Optional<LoginTrace.Part> newest = Optional.empty();
    private boolean has;
    private boolean changed;
    private Optional<Instant> since = Optional.empty();

    /**
     * The login whose claims count: of one that found them in the session, the one that made them.
     */
    private String source = "";

    private final List<JsonObject> facts = new ArrayList<>();

    /** Until the newest login is known: what was reported of it stands right behind it. */
    private Optional<LoginTrace.Part> reported = Optional.empty();

    OfClient(String client) {
      this.client = client;
    }

    void see(LoginTrace.Part part) {
      if (part.content().isEmpty()) {
        return;
      }
      if (part.outcome() == TracePart.Outcome.ISSUED) {
        issued(part);
      } else if (part.outcome() == TracePart.Outcome.REFUSED && newest.isEmpty()) {
        refused = refused.or(() -> Optional.of(part));
      } else if (part.outcome() == TracePart.Outcome.REPORTED && newest.isEmpty()) {
        reported = Optional.of(part);
      }
      if (part.login().equals(source)) {
        facts.addAll(part.facts());
        part.fact("reused").map(reused -> reused.getString("login")).ifPresent(id -> source = id);
      }
    }

    private void issued(LoginTrace.Part part) {
      boolean gives = Held.by(part, question.value());
      if (newest.isEmpty()) {
        newest = Optional.of(part);
        source = part.login();
        has = gives;
        since = gives ? Optional.of(part.at()) : Optional.empty();
      } else if (!changed) {
        changed = gives != has;
        if (gives) {
          since = Optional.of(part.at());
        }
      }
    }

    boolean isDone() {
      return changed && facts.stream().anyMatch(fact -> "mapped".equals(fact.getString("kind")));
    }

    Optional<WhyAnswer.AtClient> answer() {
      if (newest.isEmpty()) {
        return refused.map(this::onlyRefused);
      }
      LoginTrace.Part last = newest.get();
      List<String> chain = new ArrayList<>(new WhyChain(question.value(), has, facts).links());
      reported
          .filter(part -> part.login().equals(last.login()))
          .flatMap(part -> part.fact("application"))
          .flatMap(fact -> ApplicationFact.link(fact, question.value(), has))
          .ifPresent(chain::add);
      refused.ifPresent(
          later ->
              chain.add("a later login, at " + later.at() + ", was refused: " + later.error()));
      if (!last.cut().isEmpty()) {
        chain.add("not all of it was kept: " + last.cut().encode());
      }
      return Optional.of(
          new WhyAnswer.AtClient(
              client, has, since, has && !changed, last.at(), last.login(), chain));
    }

    private WhyAnswer.AtClient onlyRefused(LoginTrace.Part part) {
      return new WhyAnswer.AtClient(
          client,
          false,
          Optional.empty(),
          false,
          part.at(),
          part.login(),
          List.of("every recorded login was refused, the last one with " + part.error()));
    }
  }
}
