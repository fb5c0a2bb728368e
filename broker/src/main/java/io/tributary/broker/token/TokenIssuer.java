package io.tributary.broker.token;

/**
 * The issuer as tokens name it.
 *
 * @param issuer exact identifier
 * @param userinfo absolute address of its userinfo endpoint: the audience of access tokens
 */
public record TokenIssuer(String issuer, String userinfo) {}
