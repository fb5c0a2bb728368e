package io.tributary.broker.trace;

import java.util.Optional;

/**
 * Why has somebody this?
 *
 * @param subject of the account
 * @param person as whoever asks calls them
 * @param value a role, a group, any text that a claim holds, or the name of a claim
 * @param client only at this application
 */
public record WhyQuestion(String subject, String person, String value, Optional<String> client) {}
