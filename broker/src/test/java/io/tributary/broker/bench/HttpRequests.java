package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;

/** The requests that are not a browser's; anything but 200 fails. */
final class HttpRequests {
  private HttpRequests() {}

  static Future<Buffer> get(HttpClient client, String address, String authorization) {
    RequestOptions options = new RequestOptions().setMethod(HttpMethod.GET).setAbsoluteURI(address);
    if (!authorization.isEmpty()) {
      options.putHeader("authorization", authorization);
    }
    return client.request(options).compose(HttpClientRequest::send).compose(HttpRequests::ok);
  }

  static Future<Buffer> post(HttpClient client, String address, String authorization, String form) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(address)
            .putHeader("authorization", authorization)
            .putHeader("content-type", "application/x-www-form-urlencoded");
    return client
        .request(options)
        .compose(request -> request.send(Buffer.buffer(form)))
        .compose(HttpRequests::ok);
  }

  private static Future<Buffer> ok(HttpClientResponse response) {
    return response
        .body()
        .compose(
            body ->
                response.statusCode() == 200
                    ? Future.succeededFuture(body)
                    : Future.failedFuture(new UnexpectedStatus(response, body.toString())));
  }
}
