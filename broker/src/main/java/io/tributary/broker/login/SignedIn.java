package io.tributary.broker.login;

import io.tributary.platform.protocol.Scopes;
import java.time.Instant;
import java.util.List;

/**
 * What the decision needs to know of the browser's session.
 *
 * @param sessionHash base64url
 * @param upstream that it came from, or {@code local}
 * @param authTime {@link io.tributary.broker.session.NewSession#UNKNOWN_TIME} when its upstream did
 *     not say
 * @param acrs every name of how it was authenticated
 * @param expected whether it is the person whom the request names by its hint
 * @param consented scopes that the person has agreed to for this client in this session
 */
record SignedIn(
    String sessionHash,
    String upstream,
    Instant authTime,
    List<String> acrs,
    boolean expected,
    Scopes consented) {}
