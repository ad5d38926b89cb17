package io.htcgrid.cli;

import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;

/**
 * The line of a terminal that a bar is drawn on, which others may have for a moment. Thread-safe.
 */
final class BarLine extends ConsoleProgressBarConsumer {
  private final PrintStream terminal;
  private boolean drawn;

  BarLine(PrintStream terminal) {
    super(terminal);
    this.terminal = terminal;
  }

  @Override
  public synchronized void accept(String bar) {
    super.accept(bar);
    drawn = true;
  }

  /** Takes the bar away and lets others write; it is drawn again below that, when it next moves. */
  synchronized void aside(Runnable writing) {
    if (drawn) {
      terminal.print("\r" + " ".repeat(getMaxRenderedLength()) + "\r");
      terminal.flush();
      drawn = false;
    }
    writing.run();
  }
}
