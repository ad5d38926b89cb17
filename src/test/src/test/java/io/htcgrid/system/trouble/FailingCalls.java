package io.htcgrid.system.trouble;

import static io.htcgrid.system.trouble.Patiently.until;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One case: places that fail in the same way, and the work that calls from there.
 *
 * @param sites as {@link CallSite} shows them
 */
public record FailingCalls(Work work, Trouble trouble, List<String> sites) {
  private static final String LIST = "call-sites.txt";
  private static final String SELDOM = "SELDOM ";
  private static final boolean ALONE = "alone".equals(System.getProperty("htcgrid.call-sites"));

  /** Where batches of two and more are sure to come by. */
  private static final Set<String> BATCHES =
      Set.of(
          "connector SqsTaskQueues.send Sqs.SendMessageBatch",
          "heartbeat SqsTaskQueues.changeVisibility Sqs.ChangeMessageVisibilityBatch",
          "agent SqsTaskQueues.delete Sqs.DeleteMessageBatch");

  private static final int REPETITIONS = 8;
  private static final Duration SOON = Duration.ofSeconds(3);

  private record Known(Work work, String site) {}

  /** All known places of a work in one trouble that each of them can meet. */
  public static FailingCalls of(Work work, Trouble trouble) {
    return new FailingCalls(
        work,
        trouble,
        known().stream().filter(each -> each.work() == work).map(Known::site).toList());
  }

  /** Does the work until each of the places has failed, and has worked since. */
  public void overcomeIn(Lane lane) {
    lane.arm(this);
    try {
      for (int i = 0; i < REPETITIONS && (i == 0 || !lane.leftToOvercome().isEmpty()); i++) {
        work.in(lane);
        Patiently.within(SOON, () -> lane.leftToOvercome().isEmpty());
      }
      assertThat(lane.leftToOvercome()).as("places that had no trouble to overcome").isEmpty();
    } finally {
      lane.disarm();
    }
    until("the agent is ready", () -> lane.agent().health().ready());
  }

  /** Every known place in every trouble that it can meet. */
  static List<FailingCalls> all() {
    List<FailingCalls> all = new ArrayList<>();
    for (Work work : Work.values()) {
      for (Trouble trouble : Trouble.values()) {
        List<String> sites =
            known().stream()
                .filter(each -> each.work() == work)
                .map(Known::site)
                .filter(site -> trouble != Trouble.PARTIAL || BATCHES.contains(site))
                .toList();
        if (ALONE) {
          sites.forEach(site -> all.add(new FailingCalls(work, trouble, List.of(site))));
        } else if (!sites.isEmpty()) {
          all.add(new FailingCalls(work, trouble, sites));
        }
      }
    }
    return all;
  }

  /** All that are tested. */
  static List<String> tested() {
    return known().stream().map(Known::site).toList();
  }

  /** Those that no work is sure to go by. */
  static List<String> seldom() {
    return list()
        .lines()
        .filter(line -> line.startsWith(SELDOM))
        .map(line -> line.substring(SELDOM.length()))
        .toList();
  }

  private static List<Known> known() {
    return list()
        .lines()
        .filter(line -> !line.startsWith("#") && !line.startsWith(SELDOM))
        .map(
            line -> {
              String[] parts = line.split(" ", 2);
              return new Known(Work.valueOf(parts[0]), parts[1]);
            })
        .toList();
  }

  private static String list() {
    try (InputStream list =
        Objects.requireNonNull(FailingCalls.class.getResourceAsStream(LIST), LIST)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return trouble + " at " + (sites.size() == 1 ? sites.get(0) : "all places of " + work);
  }
}
