package io.tributary.broker.request;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What a request wants of the login.
 *
 * @param maxAgeSeconds oldest login that will do
 * @param authTimeRequired {@code auth_time} must be in the id_token
 * @param idpHint upstream to go to without asking
 * @param expectedSub {@code sub} of the {@code id_token_hint} or of the {@code claims} parameter:
 *     the only person who may get in
 */
public record LoginTerms(
    Set<Prompt> prompt,
    OptionalLong maxAgeSeconds,
    boolean authTimeRequired,
    AcrWish acr,
    Optional<String> loginHint,
    Optional<String> idpHint,
    Optional<String> expectedSub) {}
