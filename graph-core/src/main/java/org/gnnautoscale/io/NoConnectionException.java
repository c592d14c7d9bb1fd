package org.gnnautoscale.io;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** The file system of an address does not answer. */
public final class NoConnectionException extends IOException {

  private static final long serialVersionUID = 1L;

  private NoConnectionException(Path path, Throwable cause) {
    super(
        "cannot connect to %s://%s\n  fix      %s"
            .formatted(
                path.toUri().getScheme(),
                path.toUri().getAuthority(),
                "hdfs".equals(path.toUri().getScheme())
                    ? "check the address, that the name node runs, and HADOOP_CONF_DIR"
                    : "check the address, that the service runs, and HADOOP_CONF_DIR"),
        cause);
  }

  /** What a failure means: this exception if nobody answered, else the failure as it is. */
  static IOException of(Path path, IOException failure) {
    return path.toUri().getAuthority() != null && isSilence(failure)
        ? new NoConnectionException(path, failure)
        : failure;
  }

  /** Whether somewhere in a chain of causes nobody answered. */
  static boolean isSilence(@Nullable Throwable failure) {
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof ConnectException
          || t instanceof NoRouteToHostException
          || t instanceof UnknownHostException
          || t instanceof SocketTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
