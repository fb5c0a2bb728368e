package io.tributary.browser;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import javax.net.ssl.SSLContext;

/**
 * Applications that trust the provider: one https server under many names, each of them a site of
 * its own to a browser ({@code one.tributary.test} and {@code localhost} share no cookies).
 *
 * <ul>
 *   <li>{@code /cb} shows what came back from a login, by address or by form
 *   <li>{@code /frame?of=ADDRESS} frames that address
 *   <li>{@code /farewell} is for front-channel logout and notes who came; {@code /stuck} likewise,
 *       and never answers
 *   <li>{@code /backchannel} takes every logout token, {@code /deaf} refuses each
 *   <li>{@code /initiate} goes to the address that the test has set for that name
 *   <li>{@code /logo.png} is a picture; everything else is a page that says where one is
 * </ul>
 */
final class Applications implements AutoCloseable {
  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<String> farewells = new CopyOnWriteArrayList<>();
  private final Map<String, String> starts = new ConcurrentHashMap<>();
  private final byte[] logo = logo();

  private Applications(HttpsServer server) {
    this.server = server;
  }

  static Applications start(SSLContext tls) throws IOException, GeneralSecurityException {
    HttpsServer server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    Applications applications = new Applications(server);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.setExecutor(applications.threads);
    applications.route();
    server.start();
    return applications;
  }

  private void route() {
    on("/", exchange -> page(exchange, "This is " + host(exchange), ""));
    on("/cb", this::back);
    on("/frame", exchange -> page(exchange, "Frame", frame(query(exchange).get("of"))));
    on("/farewell", exchange -> page(noted(exchange), "Signed out", ""));
    on("/stuck", this::stuck);
    on("/backchannel", exchange -> send(exchange, 200, "text/plain", new byte[0]));
    on("/deaf", exchange -> send(exchange, 400, "text/plain", new byte[0]));
    on("/logo.png", exchange -> send(exchange, 200, "image/png", logo));
    on("/initiate", this::initiate);
  }

  private void on(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  int port() {
    return server.getAddress().getPort();
  }

  /**
   * @param name first label, such as {@code one}
   */
  String at(String name, String path) {
    return "https://" + name + ".tributary.test:" + port() + path;
  }

  /** On the host of the provider: the same site. */
  String near(String path) {
    return "https://localhost:" + port() + path;
  }

  /** As front-channel logouts came: {@code NAME?QUERY}. */
  List<String> farewells() {
    return farewells;
  }

  /** Where {@code /initiate} of that name leads. */
  void begin(String name, String address) {
    starts.put(name + ".tributary.test:" + port(), address);
  }

  private void back(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> shown = body.isEmpty() ? query(exchange) : parameters(body);
    StringBuilder list = new StringBuilder("<p id=method>" + exchange.getRequestMethod() + "</p>");
    shown.forEach(
        (name, value) ->
            list.append("<p><b>" + text(name) + "</b> <code id='" + text(name) + "'>")
                .append(text(value) + "</code></p>"));
    page(exchange, "Back at " + host(exchange), list.toString());
  }

  private HttpExchange noted(HttpExchange exchange) {
    farewells.add(host(exchange) + "?" + exchange.getRequestURI().getRawQuery());
    return exchange;
  }

  private void stuck(HttpExchange exchange) {
    noted(exchange);
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void initiate(HttpExchange exchange) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Location", starts.get(exchange.getRequestHeaders().getFirst("Host")));
    exchange.sendResponseHeaders(302, -1);
  }

  private static String frame(String address) {
    return "<iframe title=Frame src='" + text(address) + "'></iframe>";
  }

  private static String host(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Host").replaceFirst("\\..*", "");
  }

  private static Map<String, String> query(HttpExchange exchange) {
    URI address = exchange.getRequestURI();
    return address.getRawQuery() == null ? Map.of() : parameters(address.getRawQuery());
  }

  private static Map<String, String> parameters(String form) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] sides = pair.split("=", 2);
      all.put(
          URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
          sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
    }
    return all;
  }

  private static String text(String value) {
    return value.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  private static void page(HttpExchange exchange, String title, String content) throws IOException {
    String html =
        "<!doctype html><html lang=en><title>%1$s</title><link rel=icon href='data:,'>"
            + "<h1>%1$s</h1>%2$s";
    send(
        exchange,
        200,
        "text/html; charset=utf-8",
        html.formatted(text(title), content).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getRequestBody().readAllBytes();
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] logo() {
    BufferedImage picture = new BufferedImage(192, 192, BufferedImage.TYPE_INT_ARGB);
    Graphics2D pen = picture.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(new Color(0x7a2e8e));
    pen.fillRoundRect(0, 0, 192, 192, 48, 48);
    pen.setColor(Color.WHITE);
    pen.fillOval(48, 48, 96, 96);
    pen.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
