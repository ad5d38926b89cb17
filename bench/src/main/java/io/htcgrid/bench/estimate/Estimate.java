package io.htcgrid.bench.estimate;

import io.htcgrid.bench.price.Prices;
import io.htcgrid.bench.price.Use;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a workload takes. Times are those of services that do not throttle, except where tasks have
 * to wait for a limit that stays.
 *
 * @param tasksPerSecond that end while all slots work
 * @param unlimited as many as would if no service had limits
 * @param limits those used most first
 * @param use of all AWS services
 */
public record Estimate(
    Workload workload,
    double seconds,
    double tasksPerSecond,
    double unlimited,
    List<Limit> limits,
    Use use) {
  private static final double SECONDS_PER_HOUR = 3600;

  public Estimate {
    limits = List.copyOf(limits);
  }

  /** Estimates. */
  public static Estimate of(Workload workload) {
    AgentModel agent = AgentModel.of(workload);
    int agents = workload.agents();
    Calls calls = Calls.of(workload, agent, Batches.of(workload, agent, agents > 1));
    // The last agent may have fewer slots than the others, and a short session fills none.
    double perTask = workload.secondsPerTask() + ServiceTimes.SLOT_OVERHEAD;
    double busy = Math.min(workload.slots(), (double) workload.tasks());
    double bySlots = busy / perTask;
    double unlimited = Math.min(agents * AgentModel.mostTasksPerSecond(), bySlots);
    List<Limit> limits = Limits.of(workload, agent, calls, unlimited, bySlots);
    double share =
        limits.stream()
            .filter(limit -> limit.kind() == Limit.Kind.SLOWS)
            .mapToDouble(Limit::share)
            .max()
            .orElse(0);
    double rate = unlimited / Math.max(1, share);
    double rounds = Math.ceil((double) workload.tasks() / workload.slots());
    double seconds = ServiceTimes.ONE_TASK + Math.max(workload.tasks() / rate, rounds * perTask);
    return new Estimate(workload, seconds, rate, unlimited, limits, calls.total(workload, seconds));
  }

  /**
   * With how many slots the workload would be done in time, whatever calls fail all the while;
   * empty: with none, as a task or a limit takes longer.
   */
  public static OptionalInt slotsWithin(Workload workload, double deadlineSeconds) {
    int enough = 1;
    while (of(workload.withSlots(enough)).seconds() > deadlineSeconds) {
      if (enough == Workload.MAX_SLOTS) {
        return OptionalInt.empty();
      }
      enough = Math.min(Workload.MAX_SLOTS, enough * 2);
    }
    int tooFew = enough / 2;
    while (enough - tooFew > 1) {
      int middle = (enough + tooFew) >>> 1;
      if (of(workload.withSlots(middle)).seconds() > deadlineSeconds) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return OptionalInt.of(enough);
  }

  /** What throttles first as slots are added; it may throttle already. */
  public Optional<Limit> first() {
    return limits.stream()
        .filter(limit -> limit.throttles() || limit.kind() != Limit.Kind.SLOWS_EACH_AGENT)
        .max(Comparator.comparingDouble(Limit::share));
  }

  /** What the slots wait for. */
  public Optional<Limit> slowing() {
    return throttling(Limit.Kind.SLOWS).or(() -> throttling(Limit.Kind.SLOWS_EACH_AGENT));
  }

  /** What fails all the while. */
  public Optional<Limit> disturbing() {
    return throttling(Limit.Kind.DISTURBS);
  }

  private Optional<Limit> throttling(Limit.Kind kind) {
    return limits.stream().filter(limit -> limit.kind() == kind && limit.throttles()).findFirst();
  }

  /** Whether it takes longer than a session may. */
  public boolean isTooLong() {
    return seconds > Workload.LONGEST.toSeconds();
  }

  /** A vCPU for each slot, for as long as the session takes. */
  public double vcpuHours() {
    return workload.slots() * seconds / SECONDS_PER_HOUR;
  }

  /** Dollars for AWS's services and the computers. */
  public double onDemand(Prices prices) {
    return prices.of(use) + vcpuHours() * prices.vcpuHourOnDemand();
  }

  /** As above, on Spot instances. */
  public double spot(Prices prices) {
    return prices.of(use) + vcpuHours() * prices.vcpuHourSpot();
  }
}
