package io.tributary.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly the bytes of a test, right or wrong. */
final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;

  RawConnection(int port) throws IOException {
    this("127.0.0.1", port);
  }

  RawConnection(String host, int port) throws IOException {
    socket = new Socket();
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getAllByName(host)[0], port), PATIENCE_MILLIS);
  }

  /** Opens, sends, reads one response. */
  static Response exchange(int port, String request) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.sendAsFarAsTaken(request);
      return connection.response();
    }
  }

  static Response get(int port, String path, String... headers) throws IOException {
    StringBuilder head = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    return exchange(port, head.append("\r\n").toString());
  }

  RawConnection send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** A server that refuses a long request hangs up before the client has sent it all. */
  private void sendAsFarAsTaken(String text) {
    try {
      send(text);
    } catch (IOException e) {
      return; // the answer stands in the receive buffer
    }
  }

  /** One response; its body only as announced by Content-Length. */
  Response response() throws IOException {
    return response(true);
  }

  Response response(boolean body) throws IOException {
    InputStream in = socket.getInputStream();
    List<String> lines = new ArrayList<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    if (lines.isEmpty()) {
      throw new IOException("closed without a response");
    }
    Response head = new Response(lines, "");
    int length = body ? head.header("content-length").map(Integer::parseInt).orElse(0) : 0;
    return new Response(lines, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /** Everything until the server closes. */
  String rest() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      for (int c = socket.getInputStream().read(); c >= 0; c = socket.getInputStream().read()) {
        all.write(c);
      }
    } catch (IOException e) {
      return all.toString(StandardCharsets.ISO_8859_1); // a reset is an end too
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  /** True when the server has closed and sent nothing more. */
  boolean closed() throws IOException {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /**
   * @param head status line and headers
   */
  record Response(List<String> head, String body) {
    int status() {
      return Integer.parseInt(head.get(0).split(" ", 3)[1]);
    }

    Optional<String> header(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
          .map(line -> line.substring(prefix.length()).strip())
          .findFirst();
    }

    long count(String name) {
      String prefix = name.toLowerCase(Locale.ROOT) + ":";
      return head.stream().filter(l -> l.toLowerCase(Locale.ROOT).startsWith(prefix)).count();
    }
  }
}
