package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfilePartsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[C2 CompilerThre tid=7];Compile::Optimize|the JVM's compiler",
        "[loop tid=7];io/tributary/broker/token/IdTokens.issue;io/tributary/broker/keys/SigningKey.sign;x.so|signatures",
        // Whatever is done for the work counts as the work, the kernel too.
        "[bench-scripts-1 tid=7];java/lang/Thread.run;__x64_sys_futex_[k]|scope mappings, on their pool",
        "[loop tid=7];io/tributary/broker/script/ScriptPool.run;io/tributary/broker/login/A.b|the broker's own code, in no other part",
        "[loop tid=7];io/netty/channel/epoll/Native.write;tcp_sendmsg_[k]|kernel: sockets, waking threads",
        // The innermost that says whose it is: JSON within HTTP within our own code.
        "[loop tid=7];io/tributary/broker/login/A.b;io/vertx/ext/web/C.d;com/fasterxml/jackson/E.f;java/util/G.h|JSON",
        "[loop tid=7];io/tributary/broker/login/A.b;java/util/HashMap.get|the broker's own code, in no other part",
        "[loop tid=7];io/vertx/core/http/impl/Http1xServerConnection.handle|HTTP server, routing, headers",
        "[loop tid=7];io/vertx/core/http/impl/Http1xClientConnection.handle|HTTP client",
        "[loop tid=7];io/vertx/core/impl/future/FutureImpl.emit|event loops, buffers, futures",
        "[Notification Thread tid=7];java/lang/Thread.run|no other part",
      })
  void aSampleCountsInTheFirstPartThatItFits(String stack, String part) {
    assertEquals(part, ProfileParts.of(stack));
    assertTrue(ProfileParts.names().contains(part));
  }

  @Test
  void samplesOfAPartAreTakenTogether() {
    assertEquals(
        Map.of("JSON", 5L, ProfileParts.OTHER, 1L),
        ProfileParts.count(
            List.of(
                "[a b];com/fasterxml/jackson/E.f 2",
                "[c];com/fasterxml/jackson/G.h 3",
                "[d];e 1")));
  }

  /** What was renamed would silently count elsewhere. */
  @ParameterizedTest
  @MethodSource("ownMarks")
  void aMarkOfOursNamesWhatIsThere(String mark) throws ClassNotFoundException {
    ClassLoader classes = getClass().getClassLoader();
    int dot = mark.indexOf('.');
    if (dot < 0) {
      assertTrue(mark.endsWith("/"), "a class without a dot is the beginning of others: " + mark);
      assertNotNull(classes.getResource(mark), mark);
      return;
    }
    Class<?> named = Class.forName(mark.substring(0, dot).replace('/', '.'), false, classes);
    String method = mark.substring(dot + 1);
    assertTrue(
        method.isEmpty()
            || Stream.of(named.getDeclaredMethods()).anyMatch(own -> own.getName().equals(method)),
        mark);
  }

  /** The document was written by a run; what it says of the rows is what is done here. */
  @Test
  void theDocumentTellsHowASampleFindsItsRow() throws IOException {
    String document = Files.readString(Path.of("docs/benchmarks.md"));
    assertTrue(document.contains(ProfileParts.rule()), ProfileParts::rule);
  }

  /** Work before the kernel, the kernel before whoever called it, and of those the innermost. */
  @Test
  void whatTheDocumentTellsIsDone() {
    String sign = "io/tributary/broker/keys/SigningKey.sign";
    String trace = "io/tributary/broker/trace/TraceWriter.add";
    String json = "com/fasterxml/jackson/E.f";
    String kernel = "tcp_sendmsg_[k]";
    assertEquals("signatures", ProfileParts.of("[l];" + trace + ";" + sign + ";" + json));
    assertEquals("signatures", ProfileParts.of("[l];" + sign + ";" + trace + ";" + kernel));
    assertEquals(ProfileParts.KERNEL, ProfileParts.of("[l];" + json + ";" + kernel));
    assertEquals("database client", ProfileParts.of("[l];" + json + ";io/vertx/pgclient/A.b;c"));
  }

  static Stream<String> ownMarks() {
    return Stream.concat(ProfileParts.WORK.stream(), ProfileParts.OWNERS.stream())
        .flatMap(part -> part.marks().stream())
        .filter(mark -> mark.startsWith("io/tributary/"));
  }

  @Test
  void whetherTheKernelIsSeenIsSaid() {
    assertTrue(ProfileParts.seesKernel(List.of("[a];b 1", "[a];tcp_sendmsg_[k] 1")));
    assertFalse(ProfileParts.seesKernel(List.of("[a];b 1")));
  }
}
