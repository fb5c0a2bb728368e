package io.tributary.platform.outbound;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;

/** A complete answer, whatever its status. */
public record OutboundResponse(int status, MultiMap headers, Buffer body) {}
