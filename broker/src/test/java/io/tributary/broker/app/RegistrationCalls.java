package io.tributary.broker.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** A client that registers itself, as a test drives it. */
final class RegistrationCalls {
  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningBroker broker;

  RegistrationCalls(RunningBroker broker) {
    this.broker = broker;
  }

  /** The least that is accepted, with changes; {@code null} leaves a member out. */
  static JsonObject metadata(Object... changes) {
    JsonObject metadata =
        new JsonObject()
            .put("redirect_uris", new JsonArray(List.of(World.CALLBACK)))
            .put("unknown_member", "ignored");
    for (int i = 0; i < changes.length; i += 2) {
      if (changes[i + 1] == null) {
        metadata.remove((String) changes[i]);
      } else {
        metadata.put((String) changes[i], changes[i + 1]);
      }
    }
    return metadata;
  }

  /** A registration that must succeed. */
  JsonObject register(JsonObject metadata) {
    HttpResponse<String> answer = attempt(metadata, "");
    assertEquals(201, answer.statusCode(), answer::body);
    assertEquals("no-store", answer.headers().firstValue("cache-control").orElse(""));
    return new JsonObject(answer.body());
  }

  HttpResponse<String> attempt(JsonObject metadata, String authorization) {
    return send("POST", broker.at("oauth2/v1/register"), metadata.encode(), authorization);
  }

  HttpResponse<String> read(JsonObject client) {
    return send("GET", address(client), null, bearer(client));
  }

  HttpResponse<String> update(JsonObject client, JsonObject metadata) {
    return send("PUT", address(client), metadata.encode(), bearer(client));
  }

  HttpResponse<String> delete(JsonObject client) {
    return send("DELETE", address(client), null, bearer(client));
  }

  private static URI address(JsonObject client) {
    return URI.create(client.getString("registration_client_uri"));
  }

  private static String bearer(JsonObject client) {
    return "Bearer " + client.getString("registration_access_token");
  }

  /**
   * @param authorization empty: no such header
   */
  HttpResponse<String> send(String method, URI to, String json, String authorization) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(to)
            .method(method, json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json));
    if (json != null) {
      request.header("content-type", "application/json");
    }
    if (!authorization.isEmpty()) {
      request.header("authorization", authorization);
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
