package io.htcgrid.control.sweep;

/** What became of one run of a duty. */
public sealed interface DutyOutcome {
  record Done(DutyReport report) implements DutyOutcome {}

  /** It stopped half-way; the next run goes on. */
  record Failed(Throwable cause) implements DutyOutcome {}
}
