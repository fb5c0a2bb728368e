package io.tributary.platform.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopbackTest {
  @ParameterizedTest
  @CsvSource({
    "http://localhost/,                   true",
    "http://LOCALHOST:8080,               true",
    "http://127.0.0.1:8080/a,             true",
    "http://[::1]:8080/a,                 true",
    "http://broker.localhost/,            true",
    "http://localhost.example/,           false",
    "http://notlocalhost/,                false",
    "http://127.0.0.1.example/,           false",
    "http://127.0.0.2/,                   false",
    "http://0.0.0.0/,                     false",
    "http://[::]/,                        false",
    "http://[::ffff:127.0.0.1]/,          false",
    "http://example.com/localhost,        false",
    "http://localhost@example.com/,       false",
    "com.example.app:/callback,           false",
    "urn:localhost,                       false"
  })
  void onlyThisMachine(URI address, boolean loopback) {
    assertEquals(loopback, Loopback.names(address));
  }
}
