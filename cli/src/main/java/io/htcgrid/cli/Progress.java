package io.htcgrid.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a session is, on stderr. Not thread-safe. */
interface Progress extends AutoCloseable {
  /** Tasks that ended so far. */
  void ended(long tasks, long failed);

  /**
   * Writes to stdout, which may be the terminal that this shows itself on.
   *
   * @param writing of whole lines
   */
  void aside(Runnable writing);

  @Override
  void close();

  /** A bar on a terminal, plain lines otherwise. */
  static Progress on(Console console, String what, long tasks) {
    return console.terminal() ? new Bar(what, tasks, System.err) : new Lines(console, what, tasks);
  }

  /** A moving bar. */
  final class Bar implements Progress {
    private final BarLine line;
    private final ProgressBar bar;

    Bar(String what, long tasks, PrintStream terminal) {
      line = new BarLine(terminal);
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(tasks)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(line)
              .build();
    }

    @Override
    public void ended(long tasks, long failed) {
      bar.stepTo(tasks);
      if (failed > 0) {
        bar.setExtraMessage(" " + failed + " failed");
      }
    }

    @Override
    public void aside(Runnable writing) {
      line.aside(writing);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line for every tenth of the tasks. */
  final class Lines implements Progress {
    private final Console console;
    private final String what;
    private final long tasks;
    private long told;

    private Lines(Console console, String what, long tasks) {
      this.console = console;
      this.what = what;
      this.tasks = tasks;
    }

    @Override
    public void ended(long ended, long failed) {
      long tenths = tasks == 0 ? 10 : ended * 10 / tasks;
      if (tenths > told) {
        told = tenths;
        console.note(what + ": " + ended + " of " + tasks + " tasks ended, " + failed + " failed");
      }
    }

    @Override
    public void aside(Runnable writing) {
      writing.run();
    }

    @Override
    public void close() {}
  }
}
