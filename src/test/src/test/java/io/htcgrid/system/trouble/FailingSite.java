package io.htcgrid.system.trouble;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * One case: how one place fails, and the work that calls from there.
 *
 * @param site as {@link CallSite} shows it
 */
record FailingSite(Work work, String site, Trouble trouble) {
  private static final String LIST = "call-sites.txt";

  /** Where batches of two and more are sure to come by. */
  private static final Set<String> BATCHES =
      Set.of(
          "connector SqsTaskQueues.send Sqs.SendMessageBatch",
          "heartbeat SqsTaskQueues.changeVisibility Sqs.ChangeMessageVisibilityBatch",
          "agent SqsTaskQueues.delete Sqs.DeleteMessageBatch");

  private record Known(Work work, String site) {}

  /** Every known place in every trouble that it can meet. */
  static List<FailingSite> all() {
    List<FailingSite> all = new ArrayList<>();
    for (Known each : known()) {
      for (Trouble trouble : Trouble.values()) {
        if (trouble != Trouble.PARTIAL || BATCHES.contains(each.site())) {
          all.add(new FailingSite(each.work(), each.site(), trouble));
        }
      }
    }
    return all;
  }

  static List<String> sites() {
    return known().stream().map(Known::site).toList();
  }

  private static List<Known> known() {
    return lines().lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(
            line -> {
              String[] parts = line.split(" ", 2);
              return new Known(Work.valueOf(parts[0]), parts[1]);
            })
        .toList();
  }

  private static String lines() {
    try (InputStream list =
        Objects.requireNonNull(FailingSite.class.getResourceAsStream(LIST), LIST)) {
      return new String(list.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  SiteFaults faults(Lane lane) {
    return lane.faults().stream()
        .filter(faults -> site.startsWith(faults.client() + " "))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public String toString() {
    return site + " " + trouble;
  }
}
