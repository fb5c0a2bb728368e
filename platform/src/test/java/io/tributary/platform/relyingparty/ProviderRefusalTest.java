package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderRefusalTest {
  private static final String ID = "s5iFUGYM0rYyBz6SN6ZnEQ";

  private static ProviderRefusal saying(String description) {
    return new ProviderRefusal("access_denied", Optional.of(description));
  }

  @Test
  void theReferenceAtTheEndIsFound() {
    assertEquals(Optional.of(ID), saying("Not allowed; reference " + ID).reference());
    assertEquals(
        Optional.empty(), new ProviderRefusal("access_denied", Optional.empty()).reference());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Not allowed",
        "; reference ",
        "; reference short",
        "; reference s5iFUGYM0rYyBz6SN6ZnEQ.",
        "; reference s5iFUGYM0rYyBz6SN6ZnEQ call 0900 1234",
        "; reference <b>s5iFUGYM0rYyBz6SN6ZnEQ",
        "; reference https://evil.example/s5iFUGYM0rYyBz6SN6ZnEQ",
        "; reference s5iFUGYM0rYyBz6SN6ZnEQ\n",
        "; reference s5iFUGYM0rYyBz6SN6ZnEQs5iFUGYM0rYyBz6SN6ZnEQs5iFUGYM0rYyBz6SN6ZnEQ"
      })
  void nothingElseIsAReference(String description) {
    assertEquals(Optional.empty(), saying(description).reference());
  }

  @Test
  void textIsCutAndCleaned() {
    ProviderRefusal said =
        new ProviderRefusal(
            "e\n".repeat(100), Optional.of("\"a\\\u001b[31m\r\n\u202e\u00e9" + "x".repeat(5000)));
    assertEquals("e?".repeat(32), said.error());
    assertEquals("?a??[31m????" + "x".repeat(288), said.description().orElseThrow());
  }
}
