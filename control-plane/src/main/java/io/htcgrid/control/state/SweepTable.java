package io.htcgrid.control.state;

import io.htcgrid.data.SessionId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What sweepers remember from run to run, whichever process runs next. */
public interface SweepTable {
  /** What a duty noted last: how far it got, in its own words. Empty: nothing. */
  Optional<String> readNote(String duty);

  /**
   * Replaces a duty's note; the last writer wins.
   *
   * @param note null: none
   */
  void writeNote(String duty, @Nullable String note);

  /** The records of those sessions that have one; eventually consistent, a call a hundred. */
  List<ResendRecord> readResendsEventually(Collection<SessionId> sessions);

  /**
   * Puts a record if the one that is stored is of the version before; version 1: if none is stored.
   *
   * @return whether it is stored now, also by an earlier call whose reply was lost
   * @throws IllegalArgumentException when the version is below 1
   */
  boolean writeResend(ResendRecord next);
}
