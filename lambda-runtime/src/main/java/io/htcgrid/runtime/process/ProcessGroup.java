package io.htcgrid.runtime.process;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process and all that it started. Thread-safe. */
final class ProcessGroup {

  private static final Logger log = LoggerFactory.getLogger(ProcessGroup.class);

  private static final long FIRST_LOOK_MILLIS = 1;
  private static final long LONGEST_PAUSE_MILLIS = 50;

  /**
   * A killed process can hang in the kernel, on a dead file system for one. After so many looks it
   * is left to it.
   */
  private static final int MOST_LOOKS = 120;

  private final Process process;
  private final String marker;
  private final Optional<ProcTable> table;
  private final Optional<GroupKeeper> keeper;
  private final ScheduledExecutorService worker;
  private final CompletableFuture<Integer> exit;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  /**
   * Everything ever seen of the family: a process whose parent died is no longer recognisable as
   * ours.
   */
  private final Map<Long, ProcessHandle> family = new HashMap<>();

  private boolean killing;

  ProcessGroup(
      Process process,
      String marker,
      Optional<ProcTable> table,
      Optional<GroupKeeper> keeper,
      ScheduledExecutorService worker) {
    this.process = process;
    this.marker = marker;
    this.table = table;
    this.keeper = keeper;
    this.worker = worker;
    this.exit = process.onExit().thenApply(Process::exitValue);
  }

  /** The leader's pid, which is the group's id. */
  long id() {
    return process.pid();
  }

  InputStream output() {
    return process.getInputStream();
  }

  InputStream errors() {
    return process.getErrorStream();
  }

  /**
   * Completes with the leader's exit status; 128 and the signal's number, when a signal ended it.
   */
  CompletionStage<Integer> exit() {
    return exit;
  }

  /** Kills the leader and everything it started; completes when nothing of it lives. */
  CompletionStage<Void> kill() {
    synchronized (this) {
      if (killing) {
        return gone;
      }
      killing = true;
    }
    worker.execute(() -> strike(0));
    return gone;
  }

  private void strike(int look) {
    try {
      findFamily();
      family.values().removeIf(member -> !alive(member));
      if (family.isEmpty() && !process.isAlive()) {
        finish();
        return;
      }
      if (look >= MOST_LOOKS) {
        log.warn(
            "Processes {} of group {} do not die, though killed; left to the kernel",
            family.keySet(),
            id());
        finish();
        return;
      }
      keeper.ifPresent(shell -> shell.kill(id()));
      // Not by the process itself, which would throw away what is in its pipes.
      process.toHandle().destroyForcibly();
      family.values().forEach(ProcessHandle::destroyForcibly);
    } catch (RuntimeException e) {
      log.error("Cannot kill process group {}; it is tried again", id(), e);
    }
    long pause = Math.min(FIRST_LOOK_MILLIS << Math.min(look, 10), LONGEST_PAUSE_MILLIS);
    var unused = worker.schedule(() -> strike(look + 1), pause, TimeUnit.MILLISECONDS);
  }

  private void finish() {
    keeper.ifPresent(shell -> shell.drop(id()));
    gone.complete(null);
  }

  private void findFamily() {
    if (table.isEmpty()) {
      process.descendants().forEach(handle -> family.put(handle.pid(), handle));
      return;
    }
    var found = new ArrayList<Long>(table.get().carriers(marker));
    table
        .get()
        .families(Set.of(id()))
        .getOrDefault(id(), List.of())
        .forEach(entry -> found.add(entry.pid()));
    found.forEach(pid -> ProcessHandle.of(pid).ifPresent(handle -> family.put(pid, handle)));
  }

  /** Whether a process runs; one that is dead and merely unburied by its parent does not. */
  private boolean alive(ProcessHandle member) {
    return member.isAlive() && (table.isEmpty() || !table.get().dead(member.pid()));
  }
}
