package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** A file that cannot be had from its address: the network, the server, or the address itself. */
public final class DownloadFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private DownloadFailedException(
      URI address, String detail, String cure, @Nullable Throwable cause) {
    super(
        "the file cannot be downloaded\n  address  %s\n  detail   %s\n  fix      %s"
            .formatted(address, detail, cure),
        cause);
  }

  /** The server answers, but not with the file. */
  static DownloadFailedException refused(URI address, String detail) {
    return new DownloadFailedException(
        address,
        detail,
        "look for the file's new address: conf/datasets.conf is the table of them, and --base-url names another place",
        null);
  }

  /** All tries were in vain. */
  static DownloadFailedException givenUp(URI address, int tries, LostConnectionException last) {
    return new DownloadFailedException(
        address,
        "%s (%s in vain)".formatted(last.getMessage(), tries == 1 ? "1 try" : tries + " tries"),
        "check the network and its proxy (GAS_JAVA_OPTS=-Dhttps.proxyHost=...), and call it again: files that are whole are kept",
        last);
  }
}
