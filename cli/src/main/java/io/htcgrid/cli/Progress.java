package io.htcgrid.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a session is, on stderr. Not thread-safe. */
interface Progress extends AutoCloseable {
  /** Tasks that ended so far. */
  void ended(long tasks, long failed);

  @Override
  void close();

  /** A bar on a terminal, plain lines otherwise. */
  static Progress on(Console console, String what, long tasks) {
    return console.terminal() ? new Bar(what, tasks) : new Lines(console, what, tasks);
  }

  /** A moving bar. */
  final class Bar implements Progress {
    private final ProgressBar bar;

    private Bar(String what, long tasks) {
      bar =
          new ProgressBarBuilder()
              .setTaskName(what)
              .setInitialMax(tasks)
              .setStyle(ProgressBarStyle.ASCII)
              .setUpdateIntervalMillis(200)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
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
    public void close() {}
  }
}
