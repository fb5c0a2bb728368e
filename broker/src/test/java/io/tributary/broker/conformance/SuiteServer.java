package io.tributary.broker.conformance;

import static io.tributary.broker.kit.BrokerDatabase.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What the suite serves for a client, on loopback, and what is posted to it there. */
final class SuiteServer implements AutoCloseable {
  private final Map<String, Document> documents = new ConcurrentHashMap<>();
  private final BlockingQueue<Map<String, String>> posted = new LinkedBlockingQueue<>();
  private final HttpServer server;

  private record Document(String type, String body) {}

  SuiteServer(Vertx vertx) {
    server = await(vertx.createHttpServer().requestHandler(this::answer).listen(0, "127.0.0.1"));
  }

  private void answer(HttpServerRequest request) {
    if (request.method().name().equals("POST")) {
      request.setExpectMultipart(true);
      request
          .end()
          .onSuccess(
              read -> {
                Map<String, String> form = new LinkedHashMap<>();
                request.formAttributes().forEach(each -> form.put(each.getKey(), each.getValue()));
                form.put("path", request.path());
                posted.add(form);
                request.response().putHeader("cache-control", "no-store").end();
              });
      return;
    }
    Document document = documents.get(request.path());
    if (document == null) {
      request.response().setStatusCode(404).end();
    } else {
      request.response().putHeader("content-type", document.type()).end(document.body());
    }
  }

  /** Gives its address; what stood there before is replaced. */
  String serve(String path, String type, String body) {
    documents.put(path, new Document(type, body));
    return at(path);
  }

  String at(String path) {
    return "http://localhost:" + server.actualPort() + path;
  }

  /** The next form that was posted to this path, as parameters and {@code path}. */
  Map<String, String> received(String path) {
    try {
      Map<String, String> form = posted.poll(10, TimeUnit.SECONDS);
      if (form == null || !path.equals(form.get("path"))) {
        throw new AssertionError("at " + path + ": " + form);
      }
      form.remove("path");
      return form;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What nobody asked for since. */
  List<Map<String, String>> left() {
    return List.copyOf(posted);
  }

  @Override
  public void close() {
    await(server.close());
  }
}
