package io.htcgrid.embedded.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiPredicate;

/** Counts what was injected. Thread-safe. */
final class FaultCounts {
  private final Map<Key, LongAdder> counts = new ConcurrentHashMap<>();

  void add(Call call, Fault fault) {
    counts.computeIfAbsent(new Key(call, fault), key -> new LongAdder()).increment();
  }

  long sum(BiPredicate<Call, Fault> counted) {
    return counts.entrySet().stream()
        .filter(each -> counted.test(each.getKey().call, each.getKey().fault))
        .mapToLong(each -> each.getValue().sum())
        .sum();
  }

  Map<Fault, Long> byFault() {
    Map<Fault, Long> sums = new EnumMap<>(Fault.class);
    counts.forEach((key, count) -> sums.merge(key.fault, count.sum(), Long::sum));
    return sums;
  }

  private record Key(Call call, Fault fault) {}
}
