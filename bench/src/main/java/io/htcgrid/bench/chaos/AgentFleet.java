package io.htcgrid.bench.chaos;

import io.htcgrid.control.config.GridConfig;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** The agents' processes: killed, frozen, and started again. Thread-safe. */
final class AgentFleet implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ChaosSettings settings;
  private final GridConfig config;
  private final ChaosFolder folder;
  private final InstantSource clock;
  private final Random random;
  private final List<AgentProcess> agents = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();
  private int started;
  private boolean closed;

  AgentFleet(ChaosSettings settings, GridConfig config, ChaosFolder folder, InstantSource clock) {
    this.settings = settings;
    this.config = config;
    this.folder = folder;
    this.clock = clock;
    this.random = new Random(settings.seed());
  }

  /** Starts what is missing: all at first, and later what has died. */
  synchronized void tend() throws IOException {
    if (closed) {
      return;
    }
    for (int i = 0; i < settings.agents(); i++) {
      if (i == agents.size()) {
        agents.add(start(i));
      } else if (!agents.get(i).isAlive()) {
        AgentProcess dead = agents.get(i);
        Loss.Cause cause = dead.ownEnd();
        if (cause != null) {
          losses.add(new Loss(dead.id(), cause, clock.millis()));
        }
        agents.set(i, start(i));
      }
    }
  }

  private AgentProcess start(int place) throws IOException {
    started++;
    return AgentProcess.start(
        config,
        new AgentOptions(
            "chaos-" + place + "-" + started,
            folder.path(),
            settings.slots(),
            settings.lease(),
            settings.seed() + started,
            settings.faults(),
            settings.duplicates()));
  }

  /** Kills or freezes an agent that works; false: none does. */
  synchronized boolean strike(Loss.Cause cause) throws IOException {
    List<AgentProcess> working = agents.stream().filter(AgentProcess::isWorking).toList();
    if (closed || working.isEmpty()) {
      return false;
    }
    AgentProcess victim = working.get(random.nextInt(working.size()));
    losses.add(new Loss(victim.id(), cause, clock.millis()));
    if (cause == Loss.Cause.FROZEN) {
      // Long enough for others to take over all that it holds.
      victim.freeze(settings.lease().plusMillis(2000 + random.nextInt(2000)));
    } else {
      victim.kill();
    }
    return true;
  }

  synchronized int working() {
    return (int) agents.stream().filter(AgentProcess::isWorking).count();
  }

  synchronized List<Loss> losses() {
    return List.copyOf(losses);
  }

  synchronized long losses(Loss.Cause cause) {
    return losses.stream().filter(loss -> loss.cause() == cause).count();
  }

  /** Kills all; none is started after. */
  @Override
  public synchronized void close() {
    closed = true;
    agents.forEach(AgentProcess::close);
    agents.clear();
  }

  /** How many processes that functions left behind still run, once they had a moment to end. */
  static long leftOver(ChaosFolder folder, Duration patience) {
    long end = System.nanoTime() + patience.toNanos();
    long left = marked(folder);
    while (left > 0 && System.nanoTime() < end) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      left = marked(folder);
    }
    return left;
  }

  /** Agents, functions and their children all have the folder in their command line. */
  private static long marked(ChaosFolder folder) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.pid() != ProcessHandle.current().pid())
        .filter(
            process -> process.info().commandLine().orElse("").contains(folder.path().toString()))
        .count();
  }
}
