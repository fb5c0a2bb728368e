package io.tributary.browser;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A broker over https with everything switched on that browsers take part in, and applications that
 * trust it. Its configuration is {@code provider.yaml} beside the tests.
 */
final class Provider implements AutoCloseable {
  private final Path configuration;
  private final int port;
  private final Applications applications;
  private final HttpClient http;
  private final Process process;
  private final Thread atExit = new Thread(this::end, "stop-provider");

  private Provider(
      Path configuration, int port, Applications applications, HttpClient http, Process process) {
    this.configuration = configuration;
    this.port = port;
    this.applications = applications;
    this.http = http;
    this.process = process;
  }

  /** Returns when it is ready. */
  static Provider start() throws IOException {
    Path folder = Files.createDirectories(Demonstration.checkout().resolve("target/provider"));
    TestCertificates certificates = TestCertificates.in(folder);
    try {
      Applications applications = Applications.start(certificates.context());
      int port = freePort();
      Path configuration = folder.resolve("provider.yaml");
      Files.writeString(
          configuration,
          template()
              .replace("BROKER", Integer.toString(port))
              .replace("MANAGEMENT", Integer.toString(freePort()))
              .replace("APPLICATIONS", Integer.toString(applications.port())));
      empty(configuration);
      Provider provider =
          new Provider(
              configuration,
              port,
              applications,
              HttpClient.newBuilder().sslContext(certificates.context()).build(),
              broker(configuration, "serve"));
      Runtime.getRuntime().addShutdownHook(provider.atExit);
      provider.awaitReady();
      return provider;
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }

  private static void empty(Path configuration) throws IOException {
    try {
      broker(configuration, "data", "empty", "--yes").waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String template() throws IOException {
    try (var in = Provider.class.getResourceAsStream("provider.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static Process broker(Path configuration, String... words) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("scripts/broker");
    builder.command().addAll(List.of(words));
    builder.command().addAll(List.of("--config", configuration.toString()));
    builder.directory(Demonstration.checkout().toFile()).redirectErrorStream(true);
    return builder.start();
  }

  private void awaitReady() throws IOException {
    StringBuilder said = new StringBuilder();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      if (line.contains("\"event\":\"broker.ready\"")) {
        Thread rest = new Thread(() -> keep(output), "provider-log");
        rest.setDaemon(true);
        rest.start();
        return;
      }
    }
    throw new IllegalStateException("The provider ended before it was ready:\n" + said);
  }

  /** Whoever writes a log waits when nobody reads it. */
  private void keep(BufferedReader output) {
    try (var log = Files.newBufferedWriter(configuration.resolveSibling("provider.log"))) {
      output.transferTo(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Applications applications() {
    return applications;
  }

  String at(String path) {
    return origin() + path;
  }

  String origin() {
    return "https://localhost:" + port;
  }

  /**
   * A request of a configured application for a login with a password here.
   *
   * @param name of the client, and of its host
   * @param more pairs of name and value
   */
  String authorize(String name, String... more) {
    return authorizeAs(name, name, more);
  }

  /**
   * @param client id
   * @param name of its host
   */
  String authorizeAs(String client, String name, String... more) {
    StringBuilder address =
        new StringBuilder(at("/oauth2/v1/authorize?scope=openid+profile+email"));
    List<String> usual = List.of("response_type", "code", "nonce", "n", "state", "s");
    add(address, List.of("client_id", client, "redirect_uri", back(name)));
    for (int i = 0; i < usual.size(); i += 2) {
      if (!List.of(more).contains(usual.get(i))) {
        add(address, usual.subList(i, i + 2));
      }
    }
    add(address, List.of(more));
    return address.toString();
  }

  private String back(String name) {
    return name.equals("near") ? applications.near("/cb") : applications.at(name, "/cb");
  }

  private static void add(StringBuilder address, List<String> pairs) {
    for (int i = 0; i < pairs.size(); i += 2) {
      address.append('&').append(pairs.get(i)).append('=').append(encoded(pairs.get(i + 1)));
    }
  }

  static String encoded(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** Without a browser; its authority is trusted, nothing is followed. */
  HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)).build());
  }

  /** RFC 7591 §3. */
  HttpResponse<String> register(String json) {
    return send(
        HttpRequest.newBuilder(URI.create(at("/oauth2/v1/register")))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json))
            .build());
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void end() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    end();
    Runtime.getRuntime().removeShutdownHook(atExit);
    applications.close();
    empty(configuration);
  }
}
