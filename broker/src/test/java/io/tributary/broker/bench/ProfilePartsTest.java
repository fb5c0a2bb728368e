package io.tributary.broker.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  /** A class that was renamed would silently count elsewhere. */
  @ParameterizedTest
  @MethodSource("ownMarks")
  void aMarkOfOursNamesWhatIsThere(String mark) {
    int method = mark.indexOf('.');
    String path = method < 0 ? mark : mark.substring(0, method) + ".class";
    assertNotNull(getClass().getClassLoader().getResource(path), mark);
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
