package io.tributary.inventory.session;

import io.tributary.platform.protocol.Digests;
import io.tributary.platform.protocol.RandomToken;
import io.vertx.core.buffer.Buffer;

/** 256 random bits that only the browser keeps; we keep the SHA-256. It prints as {@code ***}. */
public record SessionId(String value) {
  public static SessionId random() {
    return new SessionId(RandomToken.bits256());
  }

  public Buffer hash() {
    return Buffer.buffer(Digests.sha256(value));
  }

  @Override
  public String toString() {
    return "SessionId[***]";
  }
}
