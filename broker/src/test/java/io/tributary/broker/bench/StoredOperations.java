package io.tributary.broker.bench;

import io.tributary.broker.token.RefreshToken;
import io.tributary.broker.token.RefreshTokens;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The same operations, by those whose sessions and refresh tokens are stored: each time by another
 * one, wherever its rows lie. So indexes and tables are read and changed as by many people, not as
 * by sixteen.
 */
final class StoredOperations {
  /** Coprime to every size that is a round number: all come once before one comes again. */
  private static final long STRIDE = 7_368_787;

  private final BenchClient client;
  private final String clientId;
  private final LoadBrowser model;
  private final String modelCookie;
  private final StoredIds ids;
  private final RefreshTokens tokens;
  private final Stock.Size size;
  private final AtomicLong turn = new AtomicLong();
  private final Map<Long, String> successors = new ConcurrentHashMap<>();

  /**
   * @param model a browser that has logged in, with that cookie
   */
  StoredOperations(
      BenchClient client,
      String clientId,
      LoadBrowser model,
      String modelCookie,
      StoredIds ids,
      RefreshTokens tokens,
      Stock.Size size) {
    this.client = client;
    this.clientId = clientId;
    this.model = model;
    this.modelCookie = modelCookie;
    this.ids = ids;
    this.tokens = tokens;
    this.size = size;
  }

  Operation named(String name) {
    return switch (name) {
      case "refresh" -> new ByAnother(name, this::refresh, size.refreshTokens());
      case "silent-login" -> new ByAnother(name, this::silentLogin, size.used());
      default -> throw new IllegalArgumentException(name);
    };
  }

  private Future<Void> refresh(long family) {
    String token = successors.get(family);
    return client
        .refresh(
            token == null ? tokens.write(new RefreshToken(ids.family(family), 1), clientId) : token)
        .onSuccess(next -> successors.put(family, next.getString("refresh_token")))
        .mapEmpty();
  }

  private Future<Void> silentLogin(long used) {
    LoadBrowser browser = model.with(modelCookie, ids.cookie(used * size.step()));
    return client.authorize(browser, "").compose(client::exchange).mapEmpty();
  }

  /** Whose turn it is: far from the one before. */
  static long number(long turn, long all) {
    return Math.floorMod(turn * STRIDE, all);
  }

  /** What somebody does once. */
  private interface Once {
    Future<Void> by(long number);
  }

  private final class ByAnother implements Operation {
    private final String name;
    private final Once once;
    private final long all;

    ByAnother(String name, Once once, long all) {
      this.name = name;
      this.once = once;
      this.all = all;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public Future<Void> once(int lane) {
      return once.by(number(turn.getAndIncrement(), all));
    }
  }
}
