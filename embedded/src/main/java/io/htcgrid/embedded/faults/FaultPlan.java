package io.htcgrid.embedded.faults;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which fault comes next. What is down comes first, then the script, then chance. Thread-safe. */
final class FaultPlan {
  private final Random random;
  private final Set<String> down = new HashSet<>();
  private final List<Scripted> script = new ArrayList<>();
  private final List<Rate> rates = new ArrayList<>();

  FaultPlan(long seed) {
    this.random = new Random(seed);
  }

  synchronized void down(String what) {
    down.add(what);
  }

  synchronized void up(String what) {
    down.remove(what);
  }

  synchronized void next(String what, Fault fault, int calls) {
    script.add(new Scripted(what, fault, calls));
  }

  synchronized void rate(String what, Fault fault, double probability) {
    rates.removeIf(rate -> rate.what.equals(what) && rate.fault == fault);
    rates.add(new Rate(what, fault, probability));
  }

  synchronized void clear() {
    down.clear();
    script.clear();
    rates.clear();
  }

  /** The fault to inject among those that fit, or null. */
  synchronized @Nullable Fault draw(Call call, Predicate<Fault> fitting) {
    if (fitting.test(Fault.DOWN) && down.stream().anyMatch(call::is)) {
      return Fault.DOWN;
    }
    Fault scripted = scripted(call, fitting);
    return scripted == null ? byChance(call, fitting) : scripted;
  }

  private @Nullable Fault scripted(Call call, Predicate<Fault> fitting) {
    Iterator<Scripted> each = script.iterator();
    while (each.hasNext()) {
      Scripted next = each.next();
      if (call.is(next.what) && fitting.test(next.fault)) {
        next.calls--;
        if (next.calls == 0) {
          each.remove();
        }
        return next.fault;
      }
    }
    return null;
  }

  private @Nullable Fault byChance(Call call, Predicate<Fault> fitting) {
    double drawn = random.nextDouble();
    for (Rate rate : rates) {
      if (call.is(rate.what) && fitting.test(rate.fault)) {
        drawn -= rate.probability;
        if (drawn < 0) {
          return rate.fault;
        }
      }
    }
    return null;
  }

  /** A number from 0 to below the bound. */
  synchronized int number(int bound) {
    return random.nextInt(bound);
  }

  private record Rate(String what, Fault fault, double probability) {}

  private static final class Scripted {
    private final String what;
    private final Fault fault;
    private int calls;

    private Scripted(String what, Fault fault, int calls) {
      this.what = what;
      this.fault = fault;
      this.calls = calls;
    }
  }
}
