package io.htcgrid.bench.estimate;

import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import java.time.Duration;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** An estimate for people. */
public final class EstimateText {
  private static final int LIMITS_SHOWN = 6;
  private static final double MILLION = 1e6;

  private EstimateText() {}

  /**
   * Writes the text.
   *
   * @param deadline that was asked for, or null
   */
  public static String of(Estimate estimate, Prices prices, @Nullable Duration deadline) {
    StringJoiner text = new StringJoiner(System.lineSeparator());
    Workload workload = estimate.workload();
    text.add(
        line(
            "%,d tasks of %s s, %,d bytes in and %,d bytes out, on %,d %s (%,d %s)",
            workload.tasks(),
            plain(workload.secondsPerTask()),
            workload.payloadBytes(),
            workload.resultBytes(),
            workload.slots(),
            workload.slots() == 1 ? "slot" : "slots",
            workload.agents(),
            workload.agents() == 1 ? "agent" : "agents"));
    text.add("");
    text.add(
        line(
            "time: %s, %s tasks a second, limited by %s",
            time(estimate.seconds()),
            number(estimate.tasksPerSecond()),
            estimate.slowing().map(Limit::what).orElse("the slots")));
    if (estimate.isTooLong()) {
      text.add("but a session may take 13 days at most; submit it as several, or with more slots");
    }
    disturbed(text, estimate);
    if (deadline != null) {
      within(text, workload, deadline);
    }
    limits(text, estimate);
    bill(text, estimate, prices);
    text.add("");
    text.add("measured: " + String.join("; ", Basis.measured()));
    text.add("assumed: " + String.join("; ", Basis.assumed()));
    return text.toString();
  }

  private static void disturbed(StringJoiner text, Estimate estimate) {
    estimate
        .disturbing()
        .ifPresent(
            limit ->
                text.add(
                    line(
                        "but calls would fail all the while for want of %s; %s",
                        limit.what(), limit.remedy())));
  }

  private static void within(StringJoiner text, Workload workload, Duration deadline) {
    double seconds = deadline.toMillis() / 1e3;
    OptionalInt found = Estimate.slotsWithin(workload, seconds);
    if (found.isEmpty()) {
      text.add(
          line(
              "within %s: not with any number of slots, as one task or what limits them takes"
                  + " longer",
              time(seconds)));
      return;
    }
    int slots = found.getAsInt();
    text.add(line("within %s: %,d %s", time(seconds), slots, slots == 1 ? "slot" : "slots"));
    disturbed(text, Estimate.of(workload.withSlots(slots)));
  }

  private static void limits(StringJoiner text, Estimate estimate) {
    text.add("");
    String row = "%-40s %12s %12s %8s %14s";
    text.add(line(row, "of what all slots would use", "use", "quota", "share", "reached at"));
    estimate.limits().stream()
        .limit(LIMITS_SHOWN)
        .forEach(
            limit ->
                text.add(
                    line(
                        row,
                        limit.what(),
                        number(limit.use()),
                        number(limit.quota()),
                        line("%,.0f%%", 100 * limit.share()),
                        reachedAt(limit, estimate.workload()))));
    estimate
        .first()
        .ifPresent(
            limit ->
                text.add(
                    line(
                        "%s first: %s; %s",
                        limit.throttles() ? "throttles" : "would throttle",
                        limit.what(),
                        limit.remedy())));
  }

  private static String reachedAt(Limit limit, Workload workload) {
    OptionalDouble slots = limit.slotsAtQuota(workload.slots());
    return slots.isPresent() ? line("%,.0f slots", slots.getAsDouble()) : "each agent";
  }

  private static void bill(StringJoiner text, Estimate estimate, Prices prices) {
    Use use = estimate.use();
    double services = prices.of(use);
    String row = "%-40s %12s";
    text.add("");
    text.add(line("bill in US dollars, %s prices of %s", prices.region(), prices.date()));
    text.add(
        line(
            row + "  %s write units, %s read units",
            "DynamoDB",
            dollars(prices.ofDynamoDb(use)),
            number(use.writeUnits()),
            number(use.readUnits())));
    text.add(
        line(row + "  %s requests", "SQS", dollars(prices.ofSqs(use)), number(use.sqsRequests())));
    text.add(
        line(
            row + "  %s puts, %s gets",
            "S3",
            dollars(prices.ofS3(use)),
            number(use.s3Puts()),
            number(use.s3Gets())));
    text.add(
        line(
            row + "  %s a million tasks",
            "together",
            dollars(services),
            dollars(services * MILLION / estimate.workload().tasks())));
    text.add(
        line(
            row + "  %s vCPU hours",
            "with EC2 On-Demand",
            dollars(estimate.onDemand(prices)),
            number(estimate.vcpuHours())));
    text.add(line(row, "with EC2 Spot", dollars(estimate.spot(prices))));
    text.add(
        "not in it: storage, data transfer, logs and metrics, the sweeper's Lambda, and computers"
            + " that start or stand idle");
  }

  private static String time(double seconds) {
    if (seconds < 60) {
      return line("%.1f s", seconds);
    }
    Duration whole = Duration.ofSeconds(Math.round(seconds));
    StringJoiner parts = new StringJoiner(" ");
    if (whole.toDays() > 0) {
      parts.add(whole.toDays() + " d");
    }
    if (whole.toHoursPart() > 0) {
      parts.add(whole.toHoursPart() + " h");
    }
    if (whole.toMinutesPart() > 0) {
      parts.add(whole.toMinutesPart() + " min");
    }
    if (whole.toSecondsPart() > 0 && whole.toDays() == 0) {
      parts.add(whole.toSecondsPart() + " s");
    }
    return parts.toString();
  }

  private static String dollars(double amount) {
    return line(amount < 10 ? "%,.4f" : "%,.2f", amount);
  }

  private static String number(double value) {
    return line(value < 10 ? "%,.2f" : "%,.0f", value);
  }

  private static String plain(double value) {
    return value == Math.rint(value) ? line("%,.0f", value) : String.valueOf(value);
  }

  private static String line(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
