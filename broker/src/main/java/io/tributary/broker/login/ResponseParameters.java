package io.tributary.broker.login;

import io.tributary.broker.request.ReturnAddress;
import io.tributary.platform.protocol.ErrorCode;
import io.tributary.platform.protocol.ErrorDescription;
import io.tributary.platform.protocol.OAuthException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an authorization response says (RFC 6749 §4.1.2 and §4.2.2, OpenID Connect Core §3.2.2.5 and
 * §3.3.2.5), each name once and in this order; always with {@code state} as sent and {@code iss}
 * (RFC 9207 §2).
 */
public final class ResponseParameters {
  /** What a person is stopped by, and asks an administrator about. */
  private static final Set<ErrorCode> ASKED_ABOUT =
      EnumSet.of(ErrorCode.ACCESS_DENIED, ErrorCode.SERVER_ERROR);

  private final Map<String, String> values = new LinkedHashMap<>();

  private ResponseParameters() {}

  /**
   * @param request id of the request that failed: by it the trace is found, which takes the right
   *     to read traces; to the client it is a random word
   */
  static ResponseParameters failure(ReturnAddress back, OAuthException failure, String request) {
    return new ResponseParameters()
        .add("error", failure.code().wire())
        .add(
            "error_description",
            ASKED_ABOUT.contains(failure.code())
                ? ErrorDescription.of(failure.description(), request).wire()
                : failure.description())
        .addressed(back);
  }

  /**
   * @param given names and values of what was issued
   * @param sessionState of OpenID Connect Session Management §2, where that is on
   */
  static ResponseParameters success(
      ReturnAddress back, Map<String, String> given, Optional<String> sessionState) {
    ResponseParameters parameters = new ResponseParameters();
    given.forEach(parameters::add);
    parameters.addressed(back);
    sessionState.ifPresent(state -> parameters.add("session_state", state));
    return parameters;
  }

  private ResponseParameters addressed(ReturnAddress back) {
    back.state().ifPresent(state -> add("state", state));
    return add("iss", back.issuer().identifier());
  }

  private ResponseParameters add(String name, String value) {
    if (values.put(name, value) != null) {
      throw new IllegalStateException(name + " stands twice in a response");
    }
    return this;
  }

  /** As fields of a form. */
  Map<String, String> fields() {
    return Collections.unmodifiableMap(values);
  }

  /** As a query or a fragment (RFC 6749 appendix B). */
  String encoded() {
    return values.entrySet().stream()
        .map(
            pair ->
                pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** Says nothing of the values: a code or token must not reach a log by accident. */
  @Override
  public String toString() {
    return values.keySet().toString();
  }
}
