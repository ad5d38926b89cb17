package io.htcgrid.control.queue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The task queues of a grid, one per priority level, and its dead-letter queue. Each method is one
 * call to the service. Thread-safe.
 */
public interface TaskQueues {
  /** Entries in one batch (an SQS quota). */
  int BATCH = 10;

  /** The longest delay of a message (an SQS quota). */
  Duration LONGEST_DELAY = Duration.ofMinutes(15);

  /** Levels are 0, the lowest, to this, exclusive. */
  int levels();

  /** Where messages of a priority go: a grid may have fewer levels than when it was chosen. */
  default int levelOf(int priority) {
    return Math.min(priority, levels() - 1);
  }

  /**
   * Sends up to {@link #BATCH} messages, together 1 MiB at most.
   *
   * @param fairShareKey the message group, unless the service refuses it
   * @param delay until they can be received; {@link #LONGEST_DELAY} at most
   * @return the entries that the service refused, by position, with its reason; empty: all are sent
   */
  Map<Integer, SendFailure> send(
      int level, String fairShareKey, List<TaskMessage> messages, Duration delay);

  /**
   * Receives up to {@code max} messages (10 at most), waiting up to {@code wait} (20 s at most) for
   * a first one. They stay invisible for {@code visibility}.
   */
  List<Received> receive(int level, int max, Duration wait, Duration visibility);

  /**
   * Makes messages invisible for a while from now; zero: visible at once.
   *
   * @param visibilities up to {@link #BATCH}, by receipt; 12 hours at most
   * @return the receipts that were refused
   */
  Set<String> changeVisibility(int level, Map<String, Duration> visibilities);

  /**
   * Deletes up to {@link #BATCH} messages.
   *
   * @return the receipts that were refused
   */
  Set<String> delete(int level, List<String> receipts);

  /** Puts a message on the dead-letter queue with the reason; the caller deletes the original. */
  void deadLetter(String body, String reason);

  /** As {@link #deadLetter(String, String)}, for a readable message that belongs to nothing. */
  default void deadLetter(TaskMessage message, String reason) {
    deadLetter(TaskMessageCodec.encode(message), reason);
  }

  /**
   * Receives up to {@code max} letters (10 at most) of the dead-letter queue, without waiting; it
   * may return none though some are there. They stay invisible for {@code visibility}.
   */
  List<Letter> receiveDeadLetters(int max, Duration visibility);

  /** As {@link #changeVisibility}, for the dead-letter queue. */
  Set<String> changeDeadLetterVisibility(Map<String, Duration> visibilities);

  /** As {@link #delete}, for the dead-letter queue. */
  Set<String> deleteDeadLetters(List<String> receipts);

  /** How many messages a level holds: visible, in flight and delayed; approximate. */
  QueueDepth depth(int level);
}
