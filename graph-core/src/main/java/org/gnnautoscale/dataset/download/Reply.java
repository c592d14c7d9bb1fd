package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a server answers. Owns the body; for one thread. */
final class Reply implements AutoCloseable {

  private final HttpResponse<Body> response;
  private final Duration timeout;

  Reply(HttpResponse<Body> response, Duration timeout) {
    this.response = response;
    this.timeout = timeout;
  }

  /** Address that answers, after all redirections. */
  URI address() {
    return response.uri();
  }

  int status() {
    return response.statusCode();
  }

  Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** Bytes of the body, or -1 if the server does not tell. */
  long length() {
    return response.headers().firstValueAsLong("Content-Length").orElse(-1);
  }

  /**
   * The next bytes of the body, or none at its end.
   *
   * @throws LostConnectionException if the body breaks off or nothing comes in time
   */
  Optional<List<ByteBuffer>> next() throws IOException, InterruptedException {
    try {
      return response.body().next(timeout);
    } catch (IOException e) {
      throw LostConnectionException.of(e, address(), timeout);
    }
  }

  @Override
  public void close() {
    response.body().close();
  }
}
