package io.tributary.broker.replay;

/** Others compare already. */
public final class ReplayBusy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReplayBusy() {
    super("Others are comparing mappings; try again in a minute.", null, false, false);
  }
}
