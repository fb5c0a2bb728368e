package io.tributary.inventory.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TokenSealTest {
  @Test
  void onlyTheSessionItselfOpensIt() {
    SessionId id = SessionId.random();
    Buffer kept = TokenSeal.seal(id, "eyJ.token.x");
    assertEquals(Optional.of("eyJ.token.x"), TokenSeal.open(id, kept));
    assertEquals(Optional.empty(), TokenSeal.open(SessionId.random(), kept));
    assertFalse(kept.toString().contains("eyJ.token"));
  }

  @Test
  void aChangedByteClosesIt() {
    SessionId id = SessionId.random();
    Buffer kept = TokenSeal.seal(id, "token");
    for (int i = 0; i < kept.length(); i++) {
      Buffer changed = kept.copy().setByte(i, (byte) (kept.getByte(i) ^ 1));
      assertEquals(Optional.empty(), TokenSeal.open(id, changed));
    }
    assertEquals(Optional.empty(), TokenSeal.open(id, Buffer.buffer(new byte[12])));
  }

  @Test
  void anIdDoesNotPrint() {
    SessionId id = SessionId.random();
    assertFalse(id.toString().contains(id.value()));
  }
}
