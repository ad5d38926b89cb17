package io.htcgrid.agent;

import io.htcgrid.agent.delivery.DeliveryCounts;
import io.htcgrid.control.TaskState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntSupplier;

/** What an agent counts and measures. All names begin with {@code htcgrid.agent}. Thread-safe. */
final class AgentMetrics implements DeliveryCounts {
  private static final String PREFIX = "htcgrid.agent.";

  private final MeterRegistry registry;
  private final Map<TaskState, Counter> outcomes = new EnumMap<>(TaskState.class);
  private final Map<Stage, Timer> stages = new EnumMap<>(Stage.class);
  private final Map<MessageFate, Counter> messages = new EnumMap<>(MessageFate.class);
  private final LongAdder idleNanos = new LongAdder();
  private final Counter retried;
  private final Counter handedBack;
  private final Counter leasesLost;
  private final Counter leasesRenewed;
  private final Counter claims;
  private final Counter eventsLost;
  private final Counter versionsFetched;
  private final Counter versionsRefused;
  private final DistributionSummary received;
  private final DistributionSummary committed;

  AgentMetrics(MeterRegistry registry) {
    this.registry = registry;
    for (TaskState state : TaskState.values()) {
      if (state.terminal()) {
        outcomes.put(
            state,
            Counter.builder(PREFIX + "tasks")
                .description("Tasks whose outcome this agent committed")
                .tag("outcome", lower(state))
                .register(registry));
      }
    }
    for (Stage stage : Stage.values()) {
      stages.put(
          stage,
          Timer.builder(PREFIX + "stage")
              .description("Time tasks spent in a stage")
              .tag("stage", lower(stage))
              .register(registry));
    }
    for (MessageFate fate : MessageFate.values()) {
      messages.put(
          fate,
          Counter.builder(PREFIX + "messages")
              .description("Messages that did not lead to a try, by what became of them")
              .tag("fate", lower(fate))
              .register(registry));
    }
    FunctionCounter.builder(PREFIX + "slot.idle.seconds", idleNanos, n -> n.sum() / 1e9)
        .description("Time that slots waited for tasks")
        .register(registry);
    retried = counter("tries.retried", "Failed tries that were sent round again");
    handedBack = counter("tasks.handed.back", "Claims given back unfinished");
    leasesLost = counter("leases.lost", "Claims that went to another agent");
    leasesRenewed = counter("leases.renewed", "Heartbeats of claims");
    claims = counter("claims", "Claims that succeeded");
    eventsLost = counter("events.lost", "Events that no reply queue would take");
    versionsFetched = counter("versions.fetched", "Versions of functions put into the folder");
    versionsRefused =
        counter("versions.refused", "Archives of functions that were not as they were pushed");
    received = summary("received", "Messages in one receive that brought any");
    committed = summary("committed", "Outcomes in one update of a page");
  }

  private Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(registry);
  }

  private DistributionSummary summary(String name, String description) {
    return DistributionSummary.builder(PREFIX + name).description(description).register(registry);
  }

  private static String lower(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  void gauge(String name, String description, IntSupplier value) {
    Gauge.builder(PREFIX + name, value::getAsInt)
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  void took(Stage stage, long nanos) {
    Timer timer = stages.get(stage);
    if (timer != null) {
      timer.record(nanos, TimeUnit.NANOSECONDS);
    }
  }

  void ended(TaskState outcome) {
    Counter counter = outcomes.get(outcome);
    if (counter != null) {
      counter.increment();
    }
  }

  /** How many outcomes of that kind were committed. */
  long count(TaskState outcome) {
    Counter counter = outcomes.get(outcome);
    return counter == null ? 0 : (long) counter.count();
  }

  long retries() {
    return (long) retried.count();
  }

  void message(MessageFate fate) {
    Counter counter = messages.get(fate);
    if (counter != null) {
      counter.increment();
    }
  }

  void serviceError(String operation) {
    registry.counter(PREFIX + "service.errors", "operation", operation).increment();
  }

  void idle(long nanos) {
    idleNanos.add(nanos);
  }

  void retried() {
    retried.increment();
  }

  void handedBack() {
    handedBack.increment();
  }

  void leaseLost() {
    leasesLost.increment();
  }

  void leaseRenewed() {
    leasesRenewed.increment();
  }

  void claimed() {
    claims.increment();
  }

  void eventsLost(int events) {
    eventsLost.increment(events);
  }

  @Override
  public void versionFetched() {
    versionsFetched.increment();
  }

  @Override
  public void versionRefused() {
    versionsRefused.increment();
  }

  void received(int count) {
    received.record(count);
  }

  void committed(int count) {
    committed.record(count);
  }
}
