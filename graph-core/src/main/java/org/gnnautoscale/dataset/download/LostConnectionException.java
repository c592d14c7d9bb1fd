package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A reply that did not come, or not to its end: another try may bring it. */
final class LostConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  LostConnectionException(String detail) {
    super(detail);
  }

  private LostConnectionException(String detail, Throwable cause) {
    super(detail, cause);
  }

  /** What a failure of java.net.http means; some have no message of their own. */
  static LostConnectionException of(IOException failure, URI address, Duration timeout) {
    return new LostConnectionException(words(failure, address.getHost(), timeout), failure);
  }

  private static String words(IOException failure, @Nullable String host, Duration timeout) {
    String seconds = Patience.seconds(timeout);
    if (failure instanceof HttpConnectTimeoutException) {
      return "no connection to %s within %s s".formatted(host, seconds);
    }
    if (failure instanceof HttpTimeoutException) {
      return "no answer from %s within %s s".formatted(host, seconds);
    }
    if (failure instanceof ConnectException) {
      return failure.getCause() instanceof ConnectException cause
              && cause.getCause() instanceof UnresolvedAddressException
          ? "there is no host %s, or no network".formatted(host)
          : "no connection to %s: it refuses, or there is no network".formatted(host);
    }
    String message = failure.getMessage();
    return "the connection to %s broke: %s"
        .formatted(host, message == null ? failure.getClass().getSimpleName() : message);
  }
}
