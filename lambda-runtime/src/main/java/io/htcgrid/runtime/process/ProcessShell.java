package io.htcgrid.runtime.process;

import io.htcgrid.runtime.invocation.InvocationError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The operating system's side of a process: its group, its log, its memory, its folder.
 * Thread-safe.
 */
final class ProcessShell {

  /** Who is told what happens. */
  interface Owner {

    /** The process ended, or must; answered with {@link ProcessShell#stop}. */
    void stop(ProcessEnd reason);

    /** Nothing of the process lives any more. */
    void windUp(ProcessEnd reason, byte[] log, long residentBytes);
  }

  private final String name;
  private final int memoryMb;
  private final InvocationError startFailure;
  private final Spawner spawner;
  private final Hosting hosting;
  private final Owner owner;
  private final CompletableFuture<Void> gone = new CompletableFuture<>();

  private boolean started;
  private @Nullable ProcessEnd reason;
  private @Nullable Path temporary;
  private @Nullable ProcessGroup group;
  private @Nullable InvocationLog log;
  private Optional<MemoryWatch.Watched> memory = Optional.empty();

  /**
   * @param name what runs, for messages and logs
   * @param memoryMb the most resident memory it may use, in MiB
   * @param startFailure what it is called when it cannot be started
   */
  ProcessShell(
      String name,
      int memoryMb,
      InvocationError startFailure,
      Spawner spawner,
      Hosting hosting,
      Owner owner) {
    this.name = name;
    this.memoryMb = memoryMb;
    this.startFailure = startFailure;
    this.spawner = spawner;
    this.hosting = hosting;
    this.owner = owner;
  }

  /** Starts the process; blocks for some milliseconds. */
  void start() {
    try {
      spawn(prepare());
    } catch (MachineException e) {
      owner.stop(new ProcessEnd.Unstartable(name + " cannot be started now: " + e.getMessage()));
    } catch (IOException | RuntimeException e) {
      owner.stop(
          new ProcessEnd.Fault(startFailure, name + " cannot be started: " + e.getMessage()));
    }
    boolean stopped;
    synchronized (this) {
      started = true;
      stopped = reason != null;
    }
    if (stopped) {
      end();
    }
  }

  /** Gets ready what the runtime itself needs: a folder, a port. */
  private Path prepare() throws MachineException {
    try {
      Path folder = hosting.temporaryFolder(name);
      synchronized (this) {
        temporary = folder;
      }
      spawner.prepare(folder);
      return folder;
    } catch (IOException e) {
      throw new MachineException(e);
    }
  }

  private void spawn(Path folder) throws IOException {
    ProcessGroup spawned;
    // Under the lock, so that whoever asks for the log of a very fast process finds it.
    synchronized (this) {
      if (reason != null) {
        return;
      }
      spawned = spawner.spawn(folder);
      group = spawned;
      log = new InvocationLog(hosting.logs(), name + " " + spawned.id(), spawner.log(spawned));
      memory =
          hosting
              .memory()
              .map(watch -> watch.add(spawned.id(), (long) memoryMb << 20, this::overMemory));
    }
    spawned.exit().thenAccept(status -> owner.stop(new ProcessEnd.Exited(status)));
  }

  private void overMemory(long bytes) {
    owner.stop(
        new ProcessEnd.Fault(
            InvocationError.OUT_OF_MEMORY, ProcessEnd.overMemory(name, bytes, memoryMb)));
  }

  /** Kills the process, once. */
  void stop(ProcessEnd why) {
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      if (!started) {
        return;
      }
    }
    end();
  }

  private void end() {
    CompletionStage<Void> killed;
    synchronized (this) {
      killed = group == null ? CompletableFuture.completedFuture(null) : group.kill();
    }
    killed.thenRunAsync(this::windUp, hosting.worker());
  }

  private void windUp() {
    spawner.close();
    byte[] lastLog = logTail();
    long bytes = residentBytes();
    ProcessEnd why;
    synchronized (this) {
      why = reason;
      memory.ifPresent(MemoryWatch.Watched::close);
      if (log != null) {
        log.close();
      }
      if (temporary != null) {
        hosting.delete(temporary);
      }
    }
    if (why != null) {
      owner.windUp(why, lastLog, bytes);
    }
    gone.complete(null);
  }

  /** Completes when nothing of the process lives. */
  CompletionStage<Void> gone() {
    return gone;
  }

  /** What is logged from now on belongs to a new invocation. */
  synchronized void beginLog() {
    if (log != null) {
      log.begin();
    }
  }

  synchronized byte[] logTail() {
    return log == null ? new byte[0] : log.tail();
  }

  synchronized long residentBytes() {
    return memory.map(MemoryWatch.Watched::bytes).orElse(0L);
  }
}
