package io.tributary.platform.outbound;

import io.netty.handler.codec.TooLongFrameException;
import io.tributary.platform.outbound.OutboundException.Reason;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** What a failure of the HTTP client means. */
final class Failures {
  private Failures() {}

  static Reason whileConnecting(Throwable failure) {
    if (isTls(failure)) {
      return Reason.TLS;
    }
    return failure instanceof ConnectionPoolTooBusyException ? Reason.BUSY : Reason.CONNECT;
  }

  static Reason whileReading(Throwable failure) {
    if (isTls(failure)) {
      return Reason.TLS;
    }
    if (failure instanceof TimeoutException) {
      return Reason.TIMEOUT;
    }
    return failure instanceof TooLongFrameException ? Reason.TOO_LARGE : Reason.BROKEN;
  }

  private static boolean isTls(Throwable failure) {
    Throwable cause = failure;
    for (int depth = 0; cause != null && depth < 5; depth++) {
      if (cause instanceof SSLException) {
        return true;
      }
      cause = cause.getCause();
    }
    return false;
  }
}
