package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.OutputFile;
import org.gnnautoscale.io.Progress;
import org.gnnautoscale.io.Sha256;
import org.jspecify.annotations.Nullable;

/**
 * A file on its way: what has come of it, over as many connections as it takes.
 *
 * <p>The bytes go to a hidden file beside the place, which gets the place's name when it is whole;
 * closed before that, it leaves nothing. A further connection goes on where the last one broke, if
 * the server can tell that the file is still the same, or its checksum can.
 */
final class Transfer implements AutoCloseable {

  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d+/(\\d{1,18})");
  private static final int WHOLE = 200;
  private static final int PART = 206;

  private final RemoteFile file;
  private final Path place;
  private final Existing existing;
  private final Progress.Stage stage;
  private OutputFile output;
  private Sha256 sum = new Sha256();
  private long received;
  private long total = -1;
  private @Nullable String version;

  Transfer(RemoteFile file, Path place, Existing existing, Progress.Stage stage)
      throws IOException {
    this.file = file;
    this.place = place;
    this.existing = existing;
    this.stage = stage;
    this.output = OutputFile.begin(place, existing);
  }

  /** Bytes that have come. */
  long received() {
    return received;
  }

  /** Asks for the rest of the file, or for all of it. */
  HttpRequest.Builder request() throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(file.address());
    if (received > 0 && version == null && file.sha256() == null) {
      restart();
    }
    if (received > 0) {
      request.header("Range", "bytes=%d-".formatted(received));
      if (version != null) {
        request.header("If-Range", version);
      }
    }
    return request;
  }

  /**
   * Takes note of what a reply is about to bring.
   *
   * @throws LostConnectionException if it is another part than the one that was asked for
   */
  void accept(Reply reply) throws IOException {
    if (reply.status() == WHOLE) {
      if (received > 0) {
        restart();
      }
      total = reply.length();
      stage.total(total);
      version =
          reply
              .header("ETag")
              .filter(tag -> !tag.startsWith("W/"))
              .or(() -> reply.header("Last-Modified"))
              .orElse(null);
      return;
    }
    Matcher range = RANGE.matcher(reply.header("Content-Range").orElse(""));
    boolean goesOn =
        reply.status() == PART && range.matches() && Long.parseLong(range.group(1)) == received;
    if (!goesOn) {
      restart();
      throw new LostConnectionException("the server has not the rest of the file");
    }
    total = Long.parseLong(range.group(2));
    stage.total(total);
  }

  /** Takes the next bytes. */
  void add(List<ByteBuffer> buffers) throws IOException {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      output.stream().write(bytes);
      sum.add(bytes, bytes.length);
      received += bytes.length;
      stage.advance(bytes.length);
    }
  }

  /**
   * Checks the length of the file.
   *
   * @throws LostConnectionException if bytes are missing, or there are too many
   */
  void requireAll() throws LostConnectionException {
    if (total >= 0 && received != total) {
      throw new LostConnectionException(
          "the connection ended after %,d of %,d bytes".formatted(received, total));
    }
  }

  /** SHA-256 of what has come; the bytes are whole, and are forgotten by this. */
  String sha256() {
    return sum.hex();
  }

  /** Gives the file its name. */
  void commit() throws IOException {
    output.commit();
  }

  private void restart() throws IOException {
    output.close();
    output = OutputFile.begin(place, existing);
    sum = new Sha256();
    stage.advance(-received);
    received = 0;
    total = -1;
    version = null;
  }

  @Override
  public void close() throws IOException {
    output.close();
  }
}
