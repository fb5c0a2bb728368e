package io.tributary.broker.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The parts in which a profile is told: a sample counts in the first of {@link #WORK} that has a
 * mark anywhere in its stack; else as the kernel's, when it ends there; else by its innermost frame
 * that says whose it is.
 */
final class ProfileParts {
  /**
   * @param marks text of a frame or of a thread's name
   */
  record Part(String name, List<String> marks) {
    boolean has(String text) {
      return marks.stream().anyMatch(text::contains);
    }
  }

  static final String KERNEL = "kernel: sockets, waking threads";
  static final String OTHER = "no other part";

  private static final String KERNEL_FRAME = "_[k]";

  private static final String BROKER = "io/tributary/broker/";
  private static final String PLATFORM = "io/tributary/platform/";

  static final List<Part> WORK =
      List.of(
          part("the JVM's compiler", "CompilerThre"),
          part("the JVM's collector", "VM Thread"),
          part("signatures", BROKER + "keys/SigningKey.sign"),
          part(
              "the upstream's id_token: signature, rules, strict JSON",
              PLATFORM + "relyingparty/IdTokenVerifier.",
              PLATFORM + "relyingparty/ProviderSignatures."),
          part(
              "trace and recording: writing, sealing, their batches",
              BROKER + "trace/",
              BROKER + "recording/"),
          // Not broker/script/: what goes on with a login after its scripts has the pool in its
          // stack.
          part("scope mappings, on their pool", BROKER + "claims/", "-scripts-"),
          part("the upstream's address", PLATFORM + "outbound/SystemResolver.", "[outbound-resolv"),
          part(
              "access log, events, audit",
              PLATFORM + "ops/",
              PLATFORM + "http/AccessLog.",
              BROKER + "audit/"),
          part(
              "sealing: attempt's cookie, session's identity",
              BROKER + "keys/SealedForm.",
              BROKER + "keys/RingSealer.",
              BROKER + "keys/Compression."),
          part("own access token: verification", BROKER + "keys/OwnTokenVerifier."));

  /** Whose the innermost frame is that has a mark. */
  static final List<Part> OWNERS =
      List.of(
          part("JSON", "com/fasterxml/jackson/", "io/vertx/core/json/"),
          part("database client", "io/vertx/sqlclient/", "io/vertx/pgclient/"),
          part(
              "HTTP client",
              "io/vertx/core/http/impl/Http1xClient",
              "io/vertx/core/http/impl/HttpClient",
              PLATFORM + "outbound/"),
          part(
              "HTTP server, routing, headers",
              "io/vertx/core/http/",
              "io/vertx/ext/web/",
              "io/netty/handler/codec/http/",
              PLATFORM + "http/"),
          part("the broker's own code, in no other part", "io/tributary/"),
          part("event loops, buffers, futures", "io/netty/", "io/vertx/"));

  private ProfileParts() {}

  private static Part part(String name, String... marks) {
    return new Part(name, List.of(marks));
  }

  /** The names of all, in the order in which they are told. */
  static List<String> names() {
    return Stream.of(
            WORK.stream().map(Part::name),
            OWNERS.stream().map(Part::name),
            Stream.of(KERNEL, OTHER))
        .flatMap(names -> names)
        .toList();
  }

  /** How a sample finds its row, for those who read the table. */
  static String rule() {
    return "Each sample counts in one row: of those down to *"
        + WORK.get(WORK.size() - 1).name()
        + "* in the first\nthat any frame of its stack, or its thread, belongs to; else in the kernel's, if it ends"
        + " there; else in that of its\ninnermost frame that says whose it is.";
  }

  /**
   * Samples of each part.
   *
   * @param stacks as {@link AsyncProfiler#stop} writes them
   */
  static Map<String, Long> count(Collection<String> stacks) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (String line : stacks) {
      int space = line.lastIndexOf(' ');
      counts.merge(
          of(line.substring(0, space)), Long.valueOf(line.substring(space + 1)), Long::sum);
    }
    return counts;
  }

  static String of(String stack) {
    return first(WORK, stack)
        .or(() -> stack.contains(KERNEL_FRAME) ? Optional.of(KERNEL) : Optional.empty())
        .orElseGet(() -> owner(stack));
  }

  private static String owner(String stack) {
    List<String> frames = new ArrayList<>(List.of(stack.split(";", -1)));
    for (int i = frames.size() - 1; i >= 0; i--) {
      Optional<String> found = first(OWNERS, frames.get(i));
      if (found.isPresent()) {
        return found.get();
      }
    }
    return OTHER;
  }

  private static Optional<String> first(List<Part> parts, String text) {
    return parts.stream().filter(part -> part.has(text)).map(Part::name).findFirst();
  }

  /** Whether the system let the profiler see the kernel. */
  static boolean seesKernel(Collection<String> stacks) {
    return stacks.stream().anyMatch(line -> line.contains(KERNEL_FRAME));
  }
}
