package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Set;
import org.apache.hadoop.fs.Path;
import org.gnnautoscale.io.BadDataException;
import org.gnnautoscale.io.Existing;
import org.gnnautoscale.io.Progress;

/**
 * Gets files over HTTP, so that each appears when it is whole: as long as the server says, and with
 * the checksum that is known.
 *
 * <p>A connection that breaks, falls silent or ends early is tried again, from where it broke if
 * the server can, until several tries in a row have brought nothing new.
 */
final class FileDownload {

  /** Not now: time-out, too early, too many requests; and all of the server's own errors. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final int NO_SUCH_RANGE = 416;

  private final Patience patience;
  private final Progress progress;
  private final Server server;

  FileDownload(Patience patience, Progress progress) {
    this.patience = patience;
    this.progress = progress;
    this.server = new Server(patience);
  }

  /**
   * Downloads a file.
   *
   * @return bytes of the file
   * @throws DownloadFailedException if the address or the network does not give it
   * @throws BadDataException if its checksum is not the one that is known
   */
  long run(RemoteFile file, Path place, Existing existing)
      throws IOException, InterruptedException {
    try (var stage = progress.stage("download " + file.fileName(), -1);
        Transfer transfer = new Transfer(file, place, existing, stage)) {
      receive(file, transfer);
      requireChecksum(file, transfer.sha256());
      transfer.commit();
      return transfer.received();
    }
  }

  private void receive(RemoteFile file, Transfer transfer)
      throws IOException, InterruptedException {
    long most = 0;
    int vain = 0;
    while (true) {
      try {
        tryOnce(file, transfer);
        return;
      } catch (LostConnectionException e) {
        vain = transfer.received() > most ? 1 : vain + 1;
        most = Math.max(most, transfer.received());
        if (vain >= patience.tries()) {
          throw DownloadFailedException.givenUp(file.address(), vain, e);
        }
        pause(file, e, vain);
      }
    }
  }

  private void pause(RemoteFile file, LostConnectionException lost, int vain)
      throws InterruptedException {
    Duration pause = patience.pauseAfter(vain);
    progress.say(
        "%s: %s; next try in %s s"
            .formatted(file.fileName(), lost.getMessage(), Patience.seconds(pause)));
    Thread.sleep(pause.toMillis());
  }

  private void tryOnce(RemoteFile file, Transfer transfer)
      throws IOException, InterruptedException {
    HttpRequest request =
        transfer.request().timeout(patience.timeout()).header("User-Agent", "gas").build();
    try (Reply reply = server.ask(request)) {
      requireFile(file, reply);
      transfer.accept(reply);
      for (var bytes = reply.next(); bytes.isPresent(); bytes = reply.next()) {
        transfer.add(bytes.get());
      }
      transfer.requireAll();
    }
  }

  private static void requireFile(RemoteFile file, Reply reply) throws IOException {
    String answer =
        "%s answers with status %d".formatted(reply.address().getHost(), reply.status());
    if (reply.status() >= 500 || PASSING.contains(reply.status())) {
      throw new LostConnectionException(answer);
    }
    if (reply.status() >= 300 && reply.status() != NO_SUCH_RANGE) {
      throw DownloadFailedException.refused(file.address(), answer);
    }
    // a full quota, a question for consent, a page of a hotel's network: no file here is a web page
    boolean isPage =
        reply.header("Content-Type").filter(type -> type.startsWith("text/html")).isPresent();
    if (isPage && reply.status() < 300) {
      throw DownloadFailedException.refused(
          file.address(),
          "%s sends a web page instead of the file".formatted(reply.address().getHost()));
    }
  }

  private static void requireChecksum(RemoteFile file, String found) throws BadDataException {
    if (file.sha256() != null && !file.sha256().equals(found)) {
      throw BadDataException.of("the file is not the one that was published")
          .with("address", file.address())
          .with("expected", "SHA-256 " + file.sha256())
          .with("found", "SHA-256 " + found)
          .fix(
              "call it again; if the same comes, the file has changed: compare with its publisher, and with conf/datasets.conf");
    }
  }
}
