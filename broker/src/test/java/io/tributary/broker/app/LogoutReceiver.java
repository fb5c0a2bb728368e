package io.tributary.broker.app;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The back-channel addresses of applications: keeps what comes and answers as told. */
final class LogoutReceiver implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<String> objections = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private volatile int status = 200;

  /**
   * One logout token.
   *
   * @param path where it was posted
   */
  record Received(String path, String token) {
    JsonObject header() {
      return part(0);
    }

    JsonObject claims() {
      return part(1);
    }

    private JsonObject part(int index) {
      byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[index]);
      return new JsonObject(new String(json, StandardCharsets.UTF_8));
    }
  }

  LogoutReceiver() {
    server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      request.setExpectMultipart(true);
                      request
                          .end()
                          .onSuccess(
                              read -> {
                                String token = request.getFormAttribute("logout_token");
                                boolean good =
                                    request.method().name().equals("POST")
                                        && request.formAttributes().size() == 1
                                        && token != null;
                                if (good) {
                                  received.add(new Received(request.path(), token));
                                } else {
                                  objections.add(request.method() + " " + request.formAttributes());
                                }
                                request
                                    .response()
                                    .setStatusCode(status)
                                    .putHeader("location", "http://localhost:1/elsewhere")
                                    .end();
                              });
                    })
                .listen(0, "127.0.0.1"));
  }

  String at(String path) {
    return "http://localhost:" + server.actualPort() + path;
  }

  LogoutReceiver answers(int newStatus) {
    status = newStatus;
    return this;
  }

  /** Waits for so many in all, and gives them. */
  List<Received> await(int count) {
    for (int i = 0; i < 400 && received.size() < count; i++) {
      RunningBroker.pause();
    }
    if (received.size() != count || !objections.isEmpty()) {
      throw new AssertionError(received.size() + " of " + count + ", and " + objections);
    }
    return List.copyOf(received);
  }

  int count() {
    return received.size();
  }

  void forget() {
    received.clear();
  }

  @Override
  public void close() {
    await(server.close());
    await(vertx.close());
  }

  private static <T> T await(io.vertx.core.Future<T> future) {
    return io.tributary.broker.kit.BrokerDatabase.await(future);
  }
}
