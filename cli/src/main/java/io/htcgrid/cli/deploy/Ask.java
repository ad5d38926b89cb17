package io.htcgrid.cli.deploy;

/** Whom a deployment tells how it goes, and asks. */
public interface Ask {
  /** Tells what happens. */
  void tell(String text);

  /** Whether to go on. */
  boolean confirm(String question);

  /** What is answered; empty: nothing. */
  String answer(String question);
}
