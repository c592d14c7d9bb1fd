package org.gnnautoscale.dataset.format;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.gnnautoscale.io.Progress;

/** Tells a stage how many bytes were read. */
final class CountedStream extends FilterInputStream {

  private final Progress.Stage stage;

  CountedStream(InputStream in, Progress.Stage stage) {
    super(in);
    this.stage = stage;
  }

  @Override
  public int read() throws IOException {
    int one = in.read();
    stage.advance(one < 0 ? 0 : 1);
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = in.read(into, offset, length);
    stage.advance(Math.max(0, count));
    return count;
  }
}
