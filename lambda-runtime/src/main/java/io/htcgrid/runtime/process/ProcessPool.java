package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.ServiceError;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The processes of all functions. Those without work stay warm; when there are too many, the one
 * that has been idle the longest goes. When a function's new version is first used, idle processes
 * of older ones go at once, busy ones when they are done. Thread-safe.
 */
final class ProcessPool {

  /** What a caller gets. */
  sealed interface Taken {

    /** A process that is the caller's alone until given back. */
    record Granted(FunctionProcess process) implements Taken {}

    /**
     * None, and how the invocation ends for it: the function failed to start just now, or the
     * runtime is stopping.
     */
    record None(InvocationOutcome outcome) implements Taken {}
  }

  private final Hosting hosting;
  private final int capacity;
  private final StartFailures failures;

  private final Set<FunctionProcess> live = new HashSet<>();
  private final Set<FunctionProcess> dying = new HashSet<>();

  /** Longest idle first. */
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();

  private final Map<String, String> versions = new HashMap<>();

  private boolean closed;

  /**
   * @param capacity processes at once; at least as many as there are slots
   */
  ProcessPool(Hosting hosting, int capacity, LongSupplier nanoTime) {
    this.hosting = hosting;
    this.capacity = capacity;
    this.failures = new StartFailures(nanoTime);
  }

  /** A process for a function: the one that was used last, or a new one. */
  Taken take(FunctionDefinition function) {
    var leaving = new ArrayList<FunctionProcess>();
    FunctionProcess started;
    synchronized (this) {
      if (closed) {
        return new Taken.None(
            new InvocationOutcome.Refused(ServiceError.SERVICE, "The runtime is stopping"));
      }
      if (!function.version().equals(versions.put(function.name(), function.version()))) {
        leaving.addAll(
            removeIdle(process -> isNamed(function.name(), process) && isOutdated(process)));
      }
      Optional<FunctionProcess> warm = takeIdle(function);
      if (warm.isPresent()) {
        started = null;
        stopAll(leaving);
        return new Taken.Granted(warm.get());
      }
      Optional<InvocationOutcome> pausing = failures.pausing(function);
      if (pausing.isPresent()) {
        return new Taken.None(pausing.get());
      }
      if (live.size() >= capacity && !idle.isEmpty()) {
        leaving.add(idle.removeFirst());
      }
      started = new FunctionProcess(function, hosting, this);
      live.add(started);
    }
    stopAll(leaving);
    started.start();
    return new Taken.Granted(started);
  }

  private Optional<FunctionProcess> takeIdle(FunctionDefinition function) {
    Iterator<FunctionProcess> latestFirst = idle.descendingIterator();
    while (latestFirst.hasNext()) {
      FunctionProcess process = latestFirst.next();
      if (isNamed(function.name(), process) && process.usable()) {
        latestFirst.remove();
        return Optional.of(process);
      }
    }
    return Optional.empty();
  }

  /** Takes a process back, if it still lives. */
  void giveBack(FunctionProcess process) {
    synchronized (this) {
      if (!live.contains(process)) {
        return;
      }
      if (!isOutdated(process)) {
        idle.addLast(process);
        return;
      }
    }
    process.stop(new ProcessEnd.Retired());
  }

  /** Lets go of a function that is no longer there. */
  void forget(String name) {
    List<FunctionProcess> leaving;
    synchronized (this) {
      if (versions.remove(name) == null) {
        return;
      }
      leaving = removeIdle(process -> isNamed(name, process));
    }
    stopAll(leaving);
  }

  /** A process got as far as asking for its first invocation. */
  synchronized void initialised(FunctionProcess process) {
    failures.succeeded(process.function());
  }

  /** A process did not get that far. */
  synchronized void startFailed(FunctionDefinition function, InvocationOutcome outcome) {
    failures.failed(function, outcome);
  }

  /** A process ended or is being killed. */
  void ended(FunctionProcess process) {
    synchronized (this) {
      live.remove(process);
      idle.remove(process);
      dying.add(process);
    }
    process.gone().thenRun(() -> buried(process));
  }

  private synchronized void buried(FunctionProcess process) {
    dying.remove(process);
  }

  /** Processes that start, run or stay warm. */
  synchronized int size() {
    return live.size();
  }

  /** Kills all processes; completes when they are gone. */
  CompletableFuture<Void> close() {
    List<FunctionProcess> all;
    synchronized (this) {
      closed = true;
      all = new ArrayList<>(live);
      all.addAll(dying);
    }
    all.forEach(process -> process.stop(new ProcessEnd.Closing()));
    return CompletableFuture.allOf(
        all.stream()
            .map(process -> process.gone().toCompletableFuture())
            .toArray(CompletableFuture[]::new));
  }

  private List<FunctionProcess> removeIdle(Predicate<FunctionProcess> which) {
    var removed = idle.stream().filter(which).toList();
    idle.removeAll(removed);
    return removed;
  }

  private boolean isOutdated(FunctionProcess process) {
    return !process.function().version().equals(versions.get(process.function().name()));
  }

  private static boolean isNamed(String name, FunctionProcess process) {
    return process.function().name().equals(name);
  }

  private static void stopAll(List<FunctionProcess> leaving) {
    leaving.forEach(process -> process.stop(new ProcessEnd.Retired()));
  }
}
