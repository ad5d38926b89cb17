package io.htcgrid.bench.estimate;

import java.util.List;
import java.util.Locale;

/** Where the model's constants are from, for those who read its estimates. */
final class Basis {
  private Basis() {}

  static List<String> measured() {
    return List.of(
        text(
            "%.1f ms of a vCPU for a task besides its work, on two cores that had more to do",
            1e3 * ServiceTimes.SLOT_OVERHEAD),
        text(
            "%,.0f tasks a second submitted by one connector, on two cores shared with the"
                + " services",
            Limits.SUBMITS),
        text("%,.0f results a second taken by one connector, likewise", Limits.RESULTS),
        text(
            "%.0f ms for a session of one task, with the assumed delays",
            1e3 * ServiceTimes.ONE_TASK));
  }

  static List<String> assumed() {
    return List.of(
        text(
            "delays of AWS: S3 put %.0f ms, DynamoDB %.1f ms, SQS %.0f ms",
            1e3 * ServiceTimes.S3_PUT, 1e3 * ServiceTimes.DYNAMODB, 1e3 * ServiceTimes.SQS),
        text(
            "%,.0f tasks a second ended by one agent, by these delays",
            AgentModel.mostTasksPerSecond()),
        "AWS's published limits");
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
