package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** The operations, by name. What one of them is in requests stands in the document. */
final class Operations {
  /** Codes live a minute: no more than are exchanged within that. */
  private static final int CODES = 4000;

  private static final Duration MOST_FETCHING = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final BenchClient client;
  private final People people;
  private final int connections;

  Operations(Vertx vertx, BenchClient client, People people, int connections) {
    this.people = people;
    this.vertx = vertx;
    this.client = client;
    this.connections = connections;
  }

  Operation named(String name) {
    return switch (name) {
      case "login" -> new Simple(name, lane -> login(client.browser()).mapEmpty());
      case "silent-login" -> new Silent(name, client::exchange);
      case "token" -> new Exchange(name);
      case "userinfo" -> new Userinfo(name);
      case "jwks" -> new Simple(name, lane -> client.document("/oauth2/v1/keys", "keys"));
      case "discovery" ->
          new Simple(
              name, lane -> client.document("/.well-known/openid-configuration", "jwks_uri"));
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A new browser each time: authorize, upstream, callback, token, userinfo. */
  private Future<JsonObject> login(LoadBrowser browser) {
    people.next();
    return client
        .authorize(browser)
        .compose(client::exchange)
        .compose(tokens -> client.userinfo(tokens.getString("access_token")).map(tokens));
  }

  private record Simple(String name, IntFunction<Future<Void>> action) implements Operation {
    @Override
    public Future<Void> once(int lane) {
      return action.apply(lane);
    }
  }

  /** What one does with a code. */
  private interface WithCode {
    Future<?> use(BenchClient.Code code);
  }

  /**
   * A browser with a session for each connection: authorize without a page, then the code's use.
   */
  private class Silent implements Operation {
    private final String name;
    private final WithCode use;
    private final List<LoadBrowser> browsers = new ArrayList<>();

    Silent(String name, WithCode use) {
      this.name = name;
      this.use = use;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      List<Future<JsonObject>> logins = new ArrayList<>();
      for (int i = browsers.size(); i < connections; i++) {
        browsers.add(client.browser());
        logins.add(login(browsers.get(i)));
      }
      return Future.all(logins).mapEmpty();
    }

    @Override
    public Future<Void> once(int lane) {
      return client.authorize(browsers.get(lane)).compose(use::use).mapEmpty();
    }
  }

  /** Codes are fetched beforehand, so that only their exchange is measured. */
  private final class Exchange implements Operation {
    private final String name;
    private final Queue<BenchClient.Code> codes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private final Silent fetch =
        new Silent(
            "codes",
            code -> {
              codes.add(code);
              return Future.succeededFuture();
            }) {
          @Override
          public boolean hasNext() {
            return fetched.incrementAndGet() <= CODES;
          }
        };

    Exchange(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      codes.clear();
      fetched.set(0);
      return fetch
          .prepare()
          .compose(ready -> Load.run(vertx, fetch, connections, MOST_FETCHING))
          .mapEmpty();
    }

    @Override
    public boolean hasNext() {
      return !codes.isEmpty();
    }

    @Override
    public Future<Void> once(int lane) {
      BenchClient.Code code = codes.poll();
      return code == null ? Future.succeededFuture() : client.exchange(code).mapEmpty();
    }
  }

  /** An access token for each connection. */
  private final class Userinfo implements Operation {
    private final String name;
    private final List<String> tokens = new ArrayList<>();

    Userinfo(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      tokens.clear();
      List<Future<JsonObject>> logins = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        logins.add(login(client.browser()));
      }
      return Future.all(logins)
          .map(
              all -> {
                logins.forEach(login -> tokens.add(login.result().getString("access_token")));
                return null;
              });
    }

    @Override
    public Future<Void> once(int lane) {
      return client.userinfo(tokens.get(lane)).mapEmpty();
    }
  }
}
