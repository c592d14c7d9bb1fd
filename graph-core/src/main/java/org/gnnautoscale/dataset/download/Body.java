package org.gnnautoscale.dataset.download;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The body of a reply, waited for piece by piece: each with a time-out, and until the thread is
 * interrupted. The stream of java.net.http has neither.
 *
 * <p>Holds two pieces at most: the next one is asked for when one is taken. The client's threads
 * put pieces in, one thread takes them.
 */
final class Body implements BodySubscriber<Body>, AutoCloseable {

  private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
  private volatile @Nullable Subscription subscription;

  /**
   * What comes.
   *
   * @param bytes null after the last
   * @param failure of the connection, if it is the last for this reason
   */
  private record Piece(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

  @Override
  public CompletionStage<Body> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Subscription newSubscription) {
    subscription = newSubscription;
    newSubscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> bytes) {
    pieces.add(new Piece(bytes, null));
  }

  @Override
  public void onError(Throwable failure) {
    pieces.add(new Piece(null, failure));
  }

  @Override
  public void onComplete() {
    pieces.add(new Piece(null, null));
  }

  /**
   * The next bytes, or none at the end.
   *
   * @throws HttpTimeoutException if nothing comes in time
   * @throws IOException if the connection broke
   */
  Optional<List<ByteBuffer>> next(Duration timeout) throws IOException, InterruptedException {
    Piece piece = pieces.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
    if (piece == null) {
      throw new HttpTimeoutException("silence");
    }
    if (piece.failure != null) {
      throw piece.failure instanceof IOException broken ? broken : new IOException(piece.failure);
    }
    Subscription more = subscription;
    if (piece.bytes != null && more != null) {
      more.request(1);
    }
    return Optional.ofNullable(piece.bytes);
  }

  /** Wants no more, which ends the connection. */
  @Override
  public void close() {
    Subscription unwanted = subscription;
    if (unwanted != null) {
      unwanted.cancel();
    }
  }
}
