package io.tributary.broker.request;

import java.util.List;

/**
 * How a client wants the person to be authenticated: {@code acr_values}, or {@code acr} of the
 * {@code claims} parameter (OpenID Connect Core §5.5.1.1).
 *
 * @param values the best first; empty: it does not matter
 * @param essential one of the values must be met, or the login fails
 */
public record AcrWish(List<String> values, boolean essential) {
  public static final AcrWish NONE = new AcrWish(List.of(), false);
}
