package io.htcgrid.bench.chaos;

import io.htcgrid.embedded.faults.Fault;
import io.htcgrid.embedded.faults.FaultInjector;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The faults of one program's calls: by chance, and now and then a service that is down. */
final class ChaosFaults {
  private static final List<String> SERVICES = List.of("DynamoDb", "Sqs", "S3");

  /** How the share of faults is shared out among kinds. */
  private static final Map<Fault, Double> SHARES =
      Map.of(
          Fault.THROTTLED, 0.2,
          Fault.SERVER_ERROR, 0.2,
          Fault.RESET, 0.15,
          Fault.REPLY_LOST, 0.15,
          Fault.REPLY_REPLACED, 0.1,
          Fault.TIMED_OUT, 0.1,
          Fault.SLOW, 0.1);

  private static final double OUTAGES = 0.2;

  private final FaultInjector injector;
  private final double share;
  private final Random random;

  /**
   * @param faults share of all calls
   * @param duplicates share of the calls that send to queues
   */
  ChaosFaults(long seed, double faults, double duplicates) {
    this.injector = new FaultInjector(seed);
    this.share = faults;
    this.random = new Random(~seed);
    injector.rate("Sqs.SendMessageBatch", Fault.REPEATED, duplicates);
    injector.rate("Sqs.SendMessage", Fault.REPEATED, duplicates);
    injector.rate("Sqs", Fault.PARTIAL_FAILURE, faults);
    SHARES.forEach((fault, part) -> injector.rate(FaultInjector.ANY_CALL, fault, faults * part));
  }

  FaultInjector injector() {
    return injector;
  }

  /**
   * Once a second: a service goes down for the next second as often as single calls fail, and
   * longer than the SDK's own retries bridge.
   */
  void second() {
    for (String service : SERVICES) {
      if (random.nextDouble() < share * OUTAGES) {
        injector.down(service);
      } else {
        injector.up(service);
      }
    }
  }
}
