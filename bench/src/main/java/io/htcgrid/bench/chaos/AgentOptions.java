package io.htcgrid.bench.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a chaos agent is told.
 *
 * @param id names its process in trace and logs
 * @param folder of the run
 */
record AgentOptions(
    String id,
    Path folder,
    int slots,
    Duration lease,
    long seed,
    double faults,
    double duplicates) {

  List<String> arguments() {
    return List.of(
        id,
        folder.toString(),
        Integer.toString(slots),
        Long.toString(lease.toMillis()),
        Long.toString(seed),
        Double.toString(faults),
        Double.toString(duplicates));
  }

  static AgentOptions parse(String... arguments) {
    return new AgentOptions(
        arguments[0],
        Path.of(arguments[1]),
        Integer.parseInt(arguments[2]),
        Duration.ofMillis(Long.parseLong(arguments[3])),
        Long.parseLong(arguments[4]),
        Double.parseDouble(arguments[5]),
        Double.parseDouble(arguments[6]));
  }
}
