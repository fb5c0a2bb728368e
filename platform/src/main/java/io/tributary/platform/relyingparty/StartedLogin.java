package io.tributary.platform.relyingparty;

import java.net.URI;

/**
 * A login that has been started.
 *
 * @param location where to send the browser
 * @param pending what must come back to {@link RelyingParty#complete}; it holds secrets and belongs
 *     into a sealed cookie or a server-side session
 */
public record StartedLogin(URI location, PendingLogin pending) {}
