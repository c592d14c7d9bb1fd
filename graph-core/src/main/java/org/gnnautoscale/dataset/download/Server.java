package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;

/**
 * Asks servers for files, and follows where they redirect to (but not from https to http).
 *
 * <p>Proxies are those of Java's system properties. For one thread.
 */
final class Server {

  private final Patience patience;
  private final HttpClient client;

  Server(Patience patience) {
    this.patience = patience;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1) // there is one file at a time
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience.timeout())
            .build();
  }

  /**
   * Sends a request.
   *
   * @throws LostConnectionException if no reply comes
   */
  Reply ask(HttpRequest request) throws IOException, InterruptedException {
    try {
      return new Reply(client.send(request, head -> new Body()), patience.timeout());
    } catch (IOException e) {
      throw LostConnectionException.of(e, request.uri(), patience.timeout());
    }
  }
}
