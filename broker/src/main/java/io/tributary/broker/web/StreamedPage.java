package io.tributary.broker.web;

import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;

/**
 * A page that the browser shows while it comes about: its beginning at once, then sentences in its
 * middle, and its end with what came of it. Needs no script. For one event loop.
 */
public final class StreamedPage {
  private final HttpServerResponse response;
  private final Delivery delivery;
  private final String requestId;
  private final String hole = RandomToken.bits256();
  private boolean begun;

  StreamedPage(HttpServerResponse response, Delivery delivery, String requestId) {
    this.response = response;
    this.delivery = delivery;
    this.requestId = requestId;
  }

  /** What has to stand in the page where the sentences go: a text that no page has else. */
  public String hole() {
    return hole;
  }

  /** Whether the browser has been answered already, so that no other status can be. */
  public boolean begun() {
    return begun;
  }

  /** Everything of a page that stands before the hole. */
  public void begin(Page page) {
    if (!begun) {
      begun = true;
      response.setChunked(true);
      delivery.head(response, 200);
      response.write(half(page, 0));
    }
  }

  /**
   * A sentence in the middle.
   *
   * @param sentence of our own words and numbers: it is not escaped
   */
  public void say(String sentence) {
    response.write("<p>" + sentence + "</p>\n");
  }

  /** Everything after the hole. */
  public void end(Page page) {
    begin(page);
    response.end(half(page, 1));
  }

  private Buffer half(Page page, int which) {
    String whole = delivery.rendered(page, requestId).toString(StandardCharsets.UTF_8);
    int at = whole.indexOf(hole);
    return Buffer.buffer(which == 0 ? whole.substring(0, at) : whole.substring(at + hole.length()));
  }
}
