package org.gnnautoscale.io;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Progress for a person: a bar with the time that is left on a terminal, plain lines in a log.
 *
 * <p>A log gets a line after every tenth of a stage, or every ten seconds, and one when it ends; a
 * terminal keeps the last of these alone. Work that was interrupted ends at its next sign of
 * progress on the thread that made this object, with a {@link CancellationException}.
 */
public final class ConsoleProgress implements Progress {

  private static final long SECOND = 1_000_000_000L;
  private static final String CLEAR_LINE = "\r\033[K";

  private final PrintWriter out;
  private final int columns;
  private final LongSupplier nanoTime;
  private final Thread owner = Thread.currentThread();
  private @Nullable Work current;

  ConsoleProgress(PrintWriter out, int columns, LongSupplier nanoTime) {
    this.out = out;
    this.columns = columns;
    this.nanoTime = nanoTime;
  }

  /** Draws a bar in the last line of a terminal that is so many characters wide. */
  public static ConsoleProgress onTerminal(PrintWriter out, int columns) {
    return new ConsoleProgress(out, Math.max(columns, 40), System::nanoTime);
  }

  /** Writes lines. */
  public static ConsoleProgress inLog(PrintWriter out) {
    return new ConsoleProgress(out, 0, System::nanoTime);
  }

  @Override
  public Stage stage(String name, long total) {
    stopIfInterrupted();
    end(current);
    Work work = new Work(name, total);
    current = work;
    return work;
  }

  @Override
  public synchronized void say(String line) {
    stopIfInterrupted();
    out.print(columns > 0 ? CLEAR_LINE : "");
    out.println(line);
    out.flush();
  }

  private synchronized void draw(String bar) {
    out.print(CLEAR_LINE + bar.strip());
    out.flush();
  }

  private void end(@Nullable Work work) {
    if (work != null) {
      work.close();
    }
  }

  private void stopIfInterrupted() {
    if (Thread.currentThread() == owner && Thread.interrupted()) {
      throw new CancellationException("interrupted");
    }
  }

  private final class Work implements Stage {

    private final String name;
    private final AtomicLong done = new AtomicLong();
    private final long start = nanoTime.getAsLong();
    private final @Nullable ProgressBar bar;
    private volatile long total;
    private volatile long nextLook;
    private long lastLine = start;
    private long lastTenth;
    private boolean ended;

    Work(String name, long total) {
      this.name = name;
      this.total = total;
      this.nextLook = start;
      this.bar = columns > 0 ? newBar(name, total) : null;
    }

    private ProgressBar newBar(String name, long total) {
      return new ProgressBarBuilder()
          .setTaskName(name)
          .setInitialMax(total)
          .setStyle(ProgressBarStyle.ASCII)
          .setUpdateIntervalMillis(200)
          .setConsumer(new DelegatingProgressBarConsumer(ConsoleProgress.this::draw, columns - 1))
          .build();
    }

    @Override
    public void advance(long units) {
      long sum = done.addAndGet(units);
      stopIfInterrupted();
      long now = nanoTime.getAsLong();
      if (now - nextLook >= 0) {
        show(sum, now);
      }
    }

    private synchronized void show(long sum, long now) {
      nextLook = now + SECOND / 10;
      if (ended) {
        return;
      }
      if (bar != null) {
        bar.stepTo(sum);
      } else {
        lineIfDue(sum, now);
      }
    }

    private void lineIfDue(long sum, long now) {
      long tenth = total > 0 ? 10 * sum / total : 0;
      boolean due = now - lastLine >= (tenth > lastTenth ? SECOND : 10 * SECOND);
      if (due && (total <= 0 || sum < total)) {
        lastLine = now;
        lastTenth = tenth;
        say("%-40s %s".formatted(name, total > 0 ? left(sum, now) : "%,d".formatted(sum)));
      }
    }

    private String left(long sum, long now) {
      double seconds = (double) (now - start) / SECOND * (total - sum) / sum;
      return "%3d %%, about %.0f s left".formatted(100 * sum / total, seconds);
    }

    @Override
    public void total(long units) {
      total = units;
      if (bar != null) {
        bar.maxHint(units);
      }
    }

    @Override
    public void close() {
      synchronized (this) {
        if (ended) {
          return;
        }
        ended = true;
      }
      if (bar != null) {
        bar.close();
      }
      double seconds = (double) (nanoTime.getAsLong() - start) / SECOND;
      synchronized (ConsoleProgress.this) {
        out.print(columns > 0 ? CLEAR_LINE : "");
        out.println(String.format(Locale.ROOT, "%-40s %6.1f s", name, seconds));
        out.flush();
      }
    }
  }
}
