package io.tributary.broker.upstream;

import java.net.URI;

/**
 * @param location where to send the browser
 * @param login to keep until it comes back
 */
public record StartedUpstreamLogin(URI location, UpstreamLogin login) {}
