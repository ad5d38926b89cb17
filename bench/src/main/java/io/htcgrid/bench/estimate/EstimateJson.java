package io.htcgrid.bench.estimate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** An estimate as one JSON document. */
public final class EstimateJson {
  private EstimateJson() {}

  /**
   * Writes the document.
   *
   * @param deadline that was asked for, or null
   */
  public static ObjectNode of(Estimate estimate, Prices prices, @Nullable Duration deadline) {
    Workload workload = estimate.workload();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document
        .putObject("workload")
        .put("tasks", workload.tasks())
        .put("secondsPerTask", workload.secondsPerTask())
        .put("payloadBytes", workload.payloadBytes())
        .put("resultBytes", workload.resultBytes())
        .put("slots", workload.slots())
        .put("agents", workload.agents());
    document.put("seconds", estimate.seconds());
    document.put("tasksPerSecond", estimate.tasksPerSecond());
    document.put("tasksPerSecondWithoutLimits", estimate.unlimited());
    ArrayNode limits = document.putArray("limits");
    for (Limit limit : estimate.limits()) {
      ObjectNode each =
          limits
              .addObject()
              .put("what", limit.what())
              .put("use", limit.use())
              .put("quota", limit.quota())
              .put("unit", limit.unit())
              .put("above", limit.kind().name())
              .put("remedy", limit.remedy());
      limit
          .slotsAtQuota(workload.slots())
          .ifPresent(slots -> each.put("reachedAtSlots", Math.round(slots)));
    }
    bill(document.putObject("bill"), estimate, prices);
    if (deadline != null) {
      within(document.putObject("deadline"), workload, deadline.toMillis() / 1e3);
    }
    Basis.measured().forEach(document.putArray("measured")::add);
    Basis.assumed().forEach(document.putArray("assumed")::add);
    return document;
  }

  private static void within(ObjectNode within, Workload workload, double seconds) {
    within.put("seconds", seconds);
    OptionalInt slots = Estimate.slotsWithin(workload, seconds);
    if (slots.isEmpty()) {
      within.putNull("slots");
      return;
    }
    within.put("slots", slots.getAsInt());
    Estimate.of(workload.withSlots(slots.getAsInt()))
        .disturbing()
        .ifPresent(limit -> within.put("failsForWantOf", limit.what()));
  }

  private static void bill(ObjectNode bill, Estimate estimate, Prices prices) {
    Use use = estimate.use();
    bill.put("currency", "USD")
        .put("region", prices.region())
        .put("pricesOf", prices.date().toString())
        .put("dynamoDb", prices.ofDynamoDb(use))
        .put("sqs", prices.ofSqs(use))
        .put("s3", prices.ofS3(use))
        .put("vcpuHours", estimate.vcpuHours())
        .put("totalOnDemand", estimate.onDemand(prices))
        .put("totalSpot", estimate.spot(prices));
    bill.putObject("use")
        .put("sqsRequests", use.sqsRequests())
        .put("fairQueueRequests", use.fairQueueRequests())
        .put("writeUnits", use.writeUnits())
        .put("readUnits", use.readUnits())
        .put("s3Puts", use.s3Puts())
        .put("s3Gets", use.s3Gets());
  }
}
