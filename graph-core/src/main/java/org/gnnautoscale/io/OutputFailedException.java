package org.gnnautoscale.io;

import java.io.IOException;
import org.apache.hadoop.fs.Path;

/** A place where nothing can be written, whatever it is that the file system says. */
public final class OutputFailedException extends IOException {

  private static final long serialVersionUID = 1L;

  private OutputFailedException(Path place, String detail, Throwable cause) {
    super(
        "the output cannot be written\n  path     %s\n  detail   %s\n  fix      %s"
            .formatted(
                place,
                detail,
                "check the path, that its directory may be written to, and that the disk has room"),
        cause);
  }

  /**
   * Tells of the place, not of the hidden file that was tried.
   *
   * @param place as the user gave it
   * @param tried file beside it or in it
   */
  static OutputFailedException of(Path place, Path tried, IOException failure) {
    String words = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    String detail =
        words
            .replace(tried.toString(), tried.getParent().toString())
            .replace(tried.toUri().getPath(), tried.getParent().toUri().getPath());
    return new OutputFailedException(place, detail, failure);
  }
}
