package io.htcgrid.control.sweep;

import io.htcgrid.control.config.GridServices;
import io.htcgrid.control.protocol.LeaseTerms;
import io.htcgrid.control.protocol.ReviewMessage;
import io.htcgrid.control.protocol.ReviewMessage.Fate;
import io.htcgrid.control.queue.Letter;
import io.htcgrid.control.queue.TaskQueues;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that no task dies with a message that landed on the dead-letter queue: {@link
 * ReviewMessage} does what the task still needs, then the letter is deleted. Looks at {@link
 * #MAX_LETTERS} in one run.
 *
 * <p>What no session claims stays for operators, until SQS's retention drops it. Such letters are
 * invisible for longer each time, so that those behind them get their turn.
 */
public final class ReviewDeadLetters implements Duty {
  static final int MAX_LETTERS = 100;

  /** While a letter is being looked at, and after a look that failed. */
  static final Duration IN_REVIEW = Duration.ofMinutes(5);

  /** How soon a message that an agent itself put aside comes round again. */
  static final Duration SECOND_CHANCE = Duration.ofMinutes(5);

  /** How soon to look again whether there is a session now. */
  static final Duration NO_SESSION_WAIT = Duration.ofMinutes(15);

  /**
   * How old a letter without a session is dropped. Messages are sent after their session is stored,
   * so that it has expired, or never was; the days are for operators who restore a table.
   */
  static final Duration NO_SESSION_LIMIT = Duration.ofDays(3);

  static final Duration LONGEST_WAIT = Duration.ofHours(6);

  private static final Logger LOG = LoggerFactory.getLogger(ReviewDeadLetters.class);
  private static final int MAX_DOUBLINGS = 10;

  private final GridServices services;

  public ReviewDeadLetters(GridServices services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "review-dead-letters";
  }

  @Override
  public DutyReport runOnce() {
    Tally tally = new Tally(name());
    List<Letter> letters = receive();
    while (!letters.isEmpty()) {
      Batch batch = new Batch();
      try {
        for (Letter each : letters) {
          tally.look(describe(each), () -> batch.review(each));
        }
      } finally {
        batch.finish();
      }
      letters = tally.looked() < MAX_LETTERS ? receive() : List.of();
    }
    return tally.report();
  }

  private List<Letter> receive() {
    return services.queues().receiveDeadLetters(TaskQueues.BATCH, IN_REVIEW);
  }

  private static String describe(Letter letter) {
    return letter instanceof Letter.OfTask task
        ? "letter of task " + task.message().task()
        : "unreadable letter";
  }

  /** What becomes of the letters of one receive. Not thread-safe. */
  private final class Batch {
    private final List<String> delete = new ArrayList<>();
    private final Map<String, Duration> hide = new HashMap<>();

    /** Returns whether the letter is done with. */
    private boolean review(Letter letter) {
      if (!(letter instanceof Letter.OfTask task)) {
        leaveToOperators(letter);
        return false;
      }
      Fate fate =
          new ReviewMessage(
                  services.table(),
                  services.queues(),
                  services.replies(),
                  services.clock(),
                  LeaseTerms.DEFAULT,
                  task.message(),
                  task.reason() == null ? Duration.ZERO : SECOND_CHANCE)
              .run();
      if (fate instanceof Fate.Waiting waiting) {
        hide.put(letter.receipt(), until(waiting.until()));
      } else if (fate instanceof Fate.NotSent notSent) {
        LOG.warn("{} was not sent again: {}", describe(letter), notSent.failure().message());
      } else if (fate instanceof Fate.Foreign) {
        leaveToOperators(letter);
      } else if (fate instanceof Fate.NoSession && !tooOld(letter)) {
        hide.put(letter.receipt(), NO_SESSION_WAIT);
      } else {
        if (fate instanceof Fate.NoSession) {
          LOG.warn(
              "{} was dropped: for {} days there was no session of it",
              describe(letter),
              NO_SESSION_LIMIT.toDays());
        }
        delete.add(letter.receipt());
        return true;
      }
      return false;
    }

    private void leaveToOperators(Letter letter) {
      int doublings = Math.min(MAX_DOUBLINGS, letter.receiveCount());
      hide.put(letter.receipt(), shorter(IN_REVIEW.multipliedBy(1L << doublings), LONGEST_WAIT));
    }

    private Duration until(Instant time) {
      Duration wait = Duration.between(services.clock().instant(), time);
      return wait.isNegative() ? Duration.ZERO : shorter(wait, LONGEST_WAIT);
    }

    private boolean tooOld(Letter letter) {
      return letter.sentAt().plus(NO_SESSION_LIMIT).isBefore(services.clock().instant());
    }

    /** A letter whose receipt is refused reappears, and is looked at again. */
    private void finish() {
      var undeleted = services.queues().deleteDeadLetters(delete);
      var unhidden = services.queues().changeDeadLetterVisibility(hide);
      if (!undeleted.isEmpty() || !unhidden.isEmpty()) {
        LOG.info("{} dead letters reappear early", undeleted.size() + unhidden.size());
      }
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
