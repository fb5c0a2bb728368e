package io.tributary.broker.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * What every kind of measurement stands on: the driver's Vert.x, the upstream, a folder below
 * {@code target/bench}. Whatever is started on it is ended with it, also when the tool is
 * interrupted.
 */
final class Stage {
  private static final Duration MOST_FOR_ONE_STEP = Duration.ofMinutes(4);

  private static final int IDLE_SECONDS = 30;

  private final Path root;
  private final Path folder;
  private final Vertx vertx;
  private final Loops loops;
  private final HttpClient client;
  private final People people;
  private final BenchUpstream upstream;
  private final PrintStream out;
  private final Deque<Ending> endings = new ArrayDeque<>();

  /** Ends a process, deletes a folder. */
  interface Ending {
    void run() throws IOException, InterruptedException;
  }

  private Stage(
      Path root,
      Path folder,
      Vertx vertx,
      Loops loops,
      HttpClient client,
      People people,
      BenchUpstream upstream,
      PrintStream out) {
    this.root = root;
    this.folder = folder;
    this.vertx = vertx;
    this.loops = loops;
    this.client = client;
    this.people = people;
    this.upstream = upstream;
    this.out = out;
  }

  /**
   * @param root of the checkout
   * @param connections of the driver to each provider at most
   */
  static Stage set(Path root, int connections, PrintStream out) throws Exception {
    Vertx vertx = Vertx.vertx();
    People people = new People();
    HttpClient client =
        vertx.createHttpClient(
            // Whoever does not answer at all is a failure, not a benchmark without end.
            new HttpClientOptions().setKeepAlive(true).setIdleTimeout(IDLE_SECONDS),
            new PoolOptions().setHttp1MaxSize(connections).setEventLoopSize(0));
    Path folder = root.resolve("target/bench/" + ProcessHandle.current().pid());
    Loops loops = await(Loops.of(vertx));
    BenchUpstream upstream = await(BenchUpstream.start(vertx, loops, people, 1));
    Files.createDirectories(folder);
    Stage stage = new Stage(root, folder, vertx, loops, client, people, upstream, out);
    stage.atTheEnd(() -> Files.deleteIfExists(folder));
    Runtime.getRuntime().addShutdownHook(new Thread(stage::clear, "bench-cleaning"));
    return stage;
  }

  /** The last one first. */
  void atTheEnd(Ending ending) {
    synchronized (endings) {
      endings.push(ending);
    }
  }

  private void clear() {
    synchronized (endings) {
      while (!endings.isEmpty()) {
        try {
          endings.pop().run();
        } catch (IOException | RuntimeException left) {
          System.err.println("Not everything is gone from " + folder + ": " + left.getMessage());
        } catch (InterruptedException interrupted) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  /** A broker of ours that is not started yet, as it is measured on its own. */
  BrokerProcessUnderLoad broker(String name, Path checkout, String database) throws Exception {
    return broker(name, checkout, BrokerConfig.standard(checkout, database), "");
  }

  BrokerProcessUnderLoad broker(String name, Path checkout, BrokerConfig config, String javaOptions)
      throws Exception {
    new ClassArchive(this, checkout).make();
    return configured(name, checkout, config, javaOptions);
  }

  /** For the start that is never measured: {@link ClassArchive}. */
  BrokerProcessUnderLoad untrainedBroker(String name, Path checkout) throws IOException {
    return configured(name, checkout, BrokerConfig.standard(checkout, ""), "");
  }

  private BrokerProcessUnderLoad configured(
      String name, Path checkout, BrokerConfig config, String javaOptions) throws IOException {
    Path own = folder.resolve(name.replaceAll("[^a-z0-9]+", "-"));
    BrokerProcessUnderLoad broker = new BrokerProcessUnderLoad(name, checkout, own, javaOptions);
    atTheEnd(broker::clear);
    upstream.allow(broker.callback("upstream"));
    broker.configure(upstream.issuer(), config);
    return broker;
  }

  Operation operation(Task task, int connections) {
    BenchClient relyingParty = relyingParty(task.subject(), task.algorithm());
    return new Operations(loops, relyingParty, people, connections).named(task.operation());
  }

  BenchClient relyingParty(Subject subject, Algorithm algorithm) {
    return new BenchClient(client, subject.endpoints(), algorithm.clientId());
  }

  /** What has to be there before an operation is measured. */
  void prepare(Operation operation) throws Exception {
    await(loops.on(0, operation::prepare));
  }

  Path root() {
    return root;
  }

  Path folder() {
    return folder;
  }

  Vertx vertx() {
    return vertx;
  }

  Loops loops() {
    return loops;
  }

  HttpClient client() {
    return client;
  }

  People people() {
    return people;
  }

  BenchUpstream upstream() {
    return upstream;
  }

  /** Progress, for the person at the terminal. */
  void say(String line) {
    out.println(line);
  }

  static <T> T await(Future<T> future) throws Exception {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(MOST_FOR_ONE_STEP.toSeconds(), TimeUnit.SECONDS);
  }
}
