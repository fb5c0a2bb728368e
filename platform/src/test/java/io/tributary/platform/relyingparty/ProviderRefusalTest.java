package io.tributary.platform.relyingparty;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tributary.platform.protocol.ErrorDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProviderRefusalTest {
  private static final String ID = "s5iFUGYM0rYyBz6SN6ZnEQ";

  private static ProviderRefusal saying(String description) {
    return new ProviderRefusal(
        "access_denied", Optional.of(description).map(ErrorDescription::read));
  }

  @Test
  void whatWasSaidBecomesFields() {
    assertEquals(
        Map.of(
            "provider_error", "access_denied",
            "provider_error_description", "Not allowed",
            "provider_reference", ID),
        saying("Not allowed; reference " + ID).fields());
    assertEquals(
        List.of("provider_error", "provider_error_description"),
        List.copyOf(saying("Not allowed").fields().keySet()));
    assertEquals(
        Map.of("provider_error", "access_denied"),
        new ProviderRefusal("access_denied", Optional.empty()).fields());
  }

  /** What is left out of a long text is its end, and there the reference is. */
  @Test
  void aLongDescriptionKeepsItsReference() {
    ProviderRefusal said = saying("x".repeat(400) + "; reference " + ID);
    assertEquals(Optional.of(ID), said.reference());
    assertEquals("x".repeat(300), said.fields().get("provider_error_description"));
  }

  @Test
  void textIsCutAndCleaned() {
    ProviderRefusal said =
        new ProviderRefusal(
            "e\n".repeat(100),
            Optional.of("\"a\\\u001b[31m\r\n\u202e\u00e9" + "x".repeat(5000))
                .map(ErrorDescription::read));
    assertEquals("e?".repeat(32), said.error());
    assertEquals("?a??[31m????" + "x".repeat(288), said.fields().get("provider_error_description"));
  }
}
