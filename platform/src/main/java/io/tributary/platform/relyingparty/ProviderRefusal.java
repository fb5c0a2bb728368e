package io.tributary.platform.relyingparty;

import io.tributary.platform.protocol.ErrorDescription;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An error that a provider answered with, for logs and traces. Its texts came through the browser
 * of whoever logs in or from the provider, and are cut and cleaned here: printable ASCII without
 * quotation mark and backslash, which is all that RFC 6749 §4.1.2.1 allows.
 *
 * @param error at most 64 characters
 * @param said its text has at most 300 characters
 */
public record ProviderRefusal(String error, Optional<ErrorDescription> said) {
  private static final int LONGEST_ERROR = 64;
  private static final int LONGEST_DESCRIPTION = 300;

  public ProviderRefusal {
    error = ErrorDescription.allowed(error.substring(0, Math.min(error.length(), LONGEST_ERROR)));
    said = said.map(description -> description.shortened(LONGEST_DESCRIPTION));
  }

  /** By this the provider's administrators find what happened there, where it gave one. */
  public Optional<String> reference() {
    return said.flatMap(ErrorDescription::reference);
  }

  /**
   * {@code provider_error}, {@code provider_error_description} and {@code provider_reference}, as
   * far as they were given: as they are named in logs and traces.
   */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("provider_error", error);
    said.map(ErrorDescription::text)
        .ifPresent(text -> fields.put("provider_error_description", text));
    reference().ifPresent(id -> fields.put("provider_reference", id));
    return Collections.unmodifiableMap(fields);
  }
}
