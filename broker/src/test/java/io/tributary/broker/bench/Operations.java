package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntFunction;

/** The operations, by name. What one of them is in requests stands in {@link Meanings}. */
final class Operations {
  /** Codes live a minute: no more than are exchanged within that. */
  private static final int CODES = 4000;

  private static final Duration MOST_FETCHING = Duration.ofSeconds(10);

  private final Loops loops;
  private final BenchClient client;
  private final People people;
  private final int connections;

  Operations(Loops loops, BenchClient client, People people, int connections) {
    this.people = people;
    this.loops = loops;
    this.client = client;
    this.connections = connections;
  }

  Operation named(String name) {
    return switch (name) {
      case "client-credentials" ->
          new Simple(name, lane -> client.clientCredentials().mapEmpty(), false);
      case "refresh" -> new Refresh(name);
      case "introspection" -> new WithToken(name, client::introspect);
      case "userinfo" -> new WithToken(name, client::userinfo);
      case "discovery" -> new Simple(name, lane -> client.discovery(), false);
      case "jwks" -> new Simple(name, lane -> client.keys(), false);
      case "token" -> new Exchange(name);
      case "silent-login" -> new Silent(name, client::exchange);
      case "login" -> new Simple(name, lane -> login(client.browser(), "").mapEmpty(), false);
      case "first-login" -> new Simple(name, lane -> login(client.browser(), "").mapEmpty(), true);
      default -> throw new IllegalArgumentException(name);
    };
  }

  /** A new browser each time: authorize, upstream, callback, token, userinfo. */
  private Future<JsonObject> login(LoadBrowser browser, String scope) {
    return client
        .authorize(browser, scope)
        .compose(client::exchange)
        .compose(tokens -> client.userinfo(tokens.getString("access_token")).map(tokens));
  }

  /** A login for each connection; what its tokens hold under that name. */
  private Future<List<String>> tokens(String member, String scope) {
    people.nobodyTwice(false);
    List<Future<JsonObject>> logins = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      logins.add(login(client.browser(), scope));
    }
    return Future.all(logins)
        .map(all -> logins.stream().map(one -> one.result().getString(member)).toList());
  }

  private final class Simple implements Operation {
    private final String name;
    private final IntFunction<Future<Void>> action;
    private final boolean strangers;

    Simple(String name, IntFunction<Future<Void>> action, boolean strangers) {
      this.name = name;
      this.action = action;
      this.strangers = strangers;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      people.nobodyTwice(strangers);
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> once(int lane) {
      return action.apply(lane);
    }
  }

  /**
   * A browser with a session for each connection: authorize without a page, then the code's use.
   */
  private class Silent implements Operation {
    private final String name;
    private final Function<BenchClient.Code, Future<?>> use;
    private final List<LoadBrowser> browsers = new ArrayList<>();

    Silent(String name, Function<BenchClient.Code, Future<?>> use) {
      this.name = name;
      this.use = use;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      people.nobodyTwice(false);
      List<Future<JsonObject>> logins = new ArrayList<>();
      for (int i = browsers.size(); i < connections; i++) {
        browsers.add(client.browser());
        logins.add(login(browsers.get(i), ""));
      }
      return Future.all(logins).mapEmpty();
    }

    @Override
    public Future<Void> once(int lane) {
      return client.authorize(browsers.get(lane), "").compose(use::apply).mapEmpty();
    }
  }

  /** Codes are fetched beforehand, so that only their exchange is measured. */
  private final class Exchange implements Operation {
    private final String name;
    private final Queue<BenchClient.Code> codes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger fetched = new AtomicInteger();
    private final Silent fetch =
        new Silent("codes", code -> Future.succeededFuture(codes.add(code))) {
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
          .compose(ready -> Load.run(loops, fetch, connections, MOST_FETCHING))
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
  private final class WithToken implements Operation {
    private final String name;
    private final Function<String, Future<JsonObject>> use;
    private List<String> tokens = List.of();

    WithToken(String name, Function<String, Future<JsonObject>> use) {
      this.name = name;
      this.use = use;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      return tokens("access_token", "").onSuccess(got -> tokens = got).mapEmpty();
    }

    @Override
    public Future<Void> once(int lane) {
      return use.apply(tokens.get(lane)).mapEmpty();
    }
  }

  /** Each connection has its own family of refresh tokens and goes on with the last one. */
  private final class Refresh implements Operation {
    private final String name;
    private List<String> families = List.of();

    Refresh(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> prepare() {
      return tokens("refresh_token", client.refreshScope())
          .onSuccess(got -> families = Collections.synchronizedList(new ArrayList<>(got)))
          .mapEmpty();
    }

    @Override
    public Future<Void> once(int lane) {
      return client
          .refresh(families.get(lane))
          .onSuccess(tokens -> families.set(lane, tokens.getString("refresh_token")))
          .mapEmpty();
    }
  }
}
