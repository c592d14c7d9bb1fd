package org.gnnautoscale.io;

import java.io.IOException;

/** The place where a command was told to write is taken. */
public final class OutputExistsException extends IOException {

  private static final long serialVersionUID = 1L;

  private OutputExistsException(String message) {
    super(message);
  }

  /** An output that {@code --overwrite} would replace. */
  static OutputExistsException mendable(String uri, String holds) {
    return new OutputExistsException(
        "output exists: %s holds %s\n  fix      add --overwrite to replace it, or choose another --output"
            .formatted(uri, holds));
  }

  /** An output that was not there when its command began. */
  static OutputExistsException meanwhile(String uri, String kind) {
    return new OutputExistsException(
        "output exists: another command wrote a %s to %s meanwhile\n  fix      let one command at a time write there, or choose another --output"
            .formatted(kind, uri));
  }

  /** An output of another kind, which {@code --overwrite} never removes. */
  static OutputExistsException another(String uri, String holds, String kind) {
    return new OutputExistsException(
        "output exists: %s holds a %s, which no %s overwrites\n  fix      choose another --output, or remove it yourself"
            .formatted(uri, holds, kind));
  }

  /** An output that holds something else, which {@code --overwrite} never removes. */
  static OutputExistsException foreign(String uri, String file, String kind) {
    return new OutputExistsException(
        "output exists: %s holds '%s', which is no part of a %s, so that it is not overwritten\n  fix      choose another --output, or remove it yourself"
            .formatted(uri, file, kind));
  }
}
