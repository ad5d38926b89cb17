package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionLauncher;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that keeps function processes running, and stops them all in the end. */
public final class ProcessHost implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProcessHost.class);

  private static final int WORKERS = 4;
  private static final int WAITING_PER_SLOT = 16;
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final Path workFolder;
  private final ScheduledThreadPoolExecutor worker;
  private final ProcessGroups groups;
  private final LogPump logs;
  private final Optional<MemoryWatch> memory;
  private final Slots slots;
  private final Invoker invoker;

  private ProcessHost(
      HostSettings settings, EventLoopGroup io, InstantSource clock, LongSupplier nanoTime)
      throws IOException {
    workFolder = Files.createTempDirectory("htcgrid-runtime-");
    worker =
        new ScheduledThreadPoolExecutor(WORKERS, new DefaultThreadFactory("runtime-worker", true));
    worker.setRemoveOnCancelPolicy(true);
    var table = ProcTable.ofThisMachine();
    if (table.isEmpty()) {
      log.warn(
          "There is no /proc on this machine: the memory limits of functions are not enforced");
    }
    groups = ProcessGroups.create(worker, table, workFolder, settings.machine());
    logs = LogPump.start();
    memory = table.map(found -> MemoryWatch.start(found, nanoTime));
    var launcher = new FunctionLauncher(settings.javaHome(), workFolder, settings.environment());
    var hosting =
        new Hosting(
            io, worker, groups, logs, memory, launcher, clock, workFolder, settings.initTimeout());
    slots =
        new Slots(settings.slots(), settings.slots() * WAITING_PER_SLOT, settings.slotWait(), io);
    var commands =
        new CommandRules(
            settings.commandTimeout(), settings.commandMemoryMb(), settings.environment());
    invoker =
        new Invoker(
            slots, new ProcessPool(hosting, settings.processes(), nanoTime), hosting, commands);
  }

  /**
   * Gets everything ready; processes start when they are needed.
   *
   * @param io threads for connections and timers, which outlive this
   * @param clock the time that functions are told
   * @param nanoTime elapsed time in nanoseconds
   * @throws IOException when the machine lacks something
   */
  public static ProcessHost start(
      HostSettings settings, EventLoopGroup io, InstantSource clock, LongSupplier nanoTime)
      throws IOException {
    return new ProcessHost(settings, io, clock, nanoTime);
  }

  public Invoker invoker() {
    return invoker;
  }

  /**
   * Lets nothing more in, and waits until what runs has ended or the time is over; says whether it
   * has.
   */
  public boolean drain(Duration patience) throws InterruptedException {
    return slots.drain(patience);
  }

  /** Kills all processes and waits until they are gone, for ten seconds at most. */
  @Override
  public void close() {
    invoker.refuseNew();
    try {
      invoker.killAll().get(LONGEST_CLOSE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("Some function processes did not end in time; they are left to the kernel");
    }
    memory.ifPresent(MemoryWatch::close);
    logs.close();
    worker.shutdownNow();
    Hosting.deleteNow(workFolder);
    groups.close();
  }
}
