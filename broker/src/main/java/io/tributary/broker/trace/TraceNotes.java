package io.tributary.broker.trace;

import io.tributary.broker.identity.Identity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one request of a login finds out on its way; for one request, on its event loop. Becomes a
 * {@link TracePart} when the request is answered.
 */
public final class TraceNotes {
  private final String requestId;
  private final Set<String> requests = new LinkedHashSet<>();
  private final List<Fact> facts = new ArrayList<>();
  private Optional<String> login = Optional.empty();
  private Optional<Identity> identity = Optional.empty();
  private Optional<String> subject = Optional.empty();
  private boolean proven;

  public TraceNotes(String requestId) {
    this.requestId = requestId;
  }

  /**
   * @param id of the login that this request belongs to
   * @param earlier requests of it
   */
  public void belongsTo(String id, List<String> earlier) {
    login = Optional.of(id);
    requests.addAll(earlier);
  }

  /** By this, too, the trace is found. */
  public void foundBy(String handle) {
    requests.add(handle);
  }

  public void add(Fact fact) {
    facts.add(fact);
  }

  /** Whose claims stand in the facts. */
  public void about(Identity person, Optional<String> account) {
    identity = Optional.of(person);
    subject = account.or(() -> subject);
  }

  /**
   * The person proved who they are in this very request: what it found out is found nowhere else.
   */
  public void proven() {
    proven = true;
  }

  public boolean isProven() {
    return proven;
  }

  /** Whether more is known than that somebody asked. */
  public boolean isOfPerson() {
    return identity.isPresent();
  }

  /** Where the person came from. */
  public String upstream() {
    return identity.map(Identity::upstream).orElse("none");
  }

  public Optional<String> login() {
    return login;
  }

  /** The part of this request; what it holds is not given again. */
  public TracePart part(TracePart.Ending ending) {
    Set<String> ids = new LinkedHashSet<>(requests);
    ids.add(requestId);
    TracePart part =
        new TracePart(login.orElse(requestId), List.copyOf(ids), subject, identity, facts, ending);
    facts.clear();
    proven = false;
    return part;
  }
}
