package io.tributary.broker.app;

/** What ends sessions rings it; what tells applications hears it, once it is there. */
final class Bell {
  private volatile Runnable heard = () -> {};

  void connect(Runnable listener) {
    heard = listener;
  }

  void ring() {
    heard.run();
  }
}
