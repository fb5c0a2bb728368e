package io.tributary.broker.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Many clients are found by one question to the database at most. */
class ClientsTest {
  private final List<Collection<String>> asked = new ArrayList<>();
  private final Clients clients =
      new Clients(
          List.of(),
          new Clients.Registered() {
            @Override
            public Future<Optional<Client>> find(String id) {
              throw new AssertionError("one by one");
            }

            @Override
            public Future<List<Client>> find(Collection<String> ids) {
              asked.add(List.copyOf(ids));
              return Future.succeededFuture(List.of());
            }
          });

  @Test
  void allTogetherAndEachOnce() {
    assertEquals(0, clients.find(List.of("a", "b", "a")).result().size());
    assertEquals(List.of(List.of("a", "b")), asked);
  }

  @Test
  void nobodyIsAskedForNothing() {
    clients.find(List.of());
    assertEquals(List.of(), asked);
  }
}
