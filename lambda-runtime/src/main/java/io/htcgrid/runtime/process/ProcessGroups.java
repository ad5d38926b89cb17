package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionEnvironment;
import io.htcgrid.runtime.function.Launch;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts processes, each as the leader of a process group and session of its own, so that all it
 * starts can be killed with it. Where {@code setsid} is missing, its children are followed instead,
 * and one that detaches itself gets away. Thread-safe.
 */
final class ProcessGroups implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ProcessGroups.class);

  private static final File NOTHING = new File("/dev/null");

  private final ScheduledExecutorService worker;
  private final Optional<ProcTable> table;
  private final Optional<Path> setsid;
  private final Optional<GroupKeeper> keeper;

  private ProcessGroups(
      ScheduledExecutorService worker,
      Optional<ProcTable> table,
      Optional<Path> setsid,
      Optional<GroupKeeper> keeper) {
    this.worker = worker;
    this.table = table;
    this.setsid = setsid;
    this.keeper = keeper;
  }

  /**
   * @param worker runs what blocks for a moment
   * @param workFolder removed when this program is gone
   * @param machine this program's environment
   */
  static ProcessGroups create(
      ScheduledExecutorService worker,
      Optional<ProcTable> table,
      Path workFolder,
      Map<String, String> machine)
      throws IOException {
    Optional<Path> setsid = find("setsid", machine.getOrDefault("PATH", ""));
    if (setsid.isEmpty()) {
      log.warn(
          "There is no setsid on the PATH: a function's children that detach themselves outlive it. Install util-linux");
      return new ProcessGroups(worker, table, setsid, Optional.empty());
    }
    return new ProcessGroups(
        worker, table, setsid, Optional.of(GroupKeeper.start(setsid.get(), workFolder)));
  }

  private static Optional<Path> find(String program, String searchPath) {
    for (String folder : searchPath.split(File.pathSeparator, -1)) {
      Path path = Path.of(folder).resolve(program);
      if (!folder.isEmpty() && Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /**
   * Starts a process that reads its standard input from a file, or from nothing.
   *
   * @param errorsToOutput whether its standard error goes where its standard output goes
   * @throws MachineException when there is no process or thread left for it
   * @throws IOException when the operating system cannot start it for another reason
   */
  ProcessGroup start(Launch launch, Optional<Path> input, boolean errorsToOutput)
      throws IOException {
    var command = new ArrayList<String>();
    setsid.ifPresent(path -> command.add(path.toString()));
    command.addAll(launch.command());
    var builder =
        new ProcessBuilder(command)
            .directory(launch.folder().toFile())
            .redirectInput(Redirect.from(input.map(Path::toFile).orElse(NOTHING)))
            .redirectErrorStream(errorsToOutput);
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    Process process = start(builder);
    keeper.ifPresent(shell -> shell.add(process.pid()));
    return new ProcessGroup(process, marker(launch), table, keeper, worker);
  }

  private static Process start(ProcessBuilder builder) throws IOException {
    try {
      return builder.start();
    } catch (IOException e) {
      throw MachineException.isBehind(e) ? new MachineException(e) : e;
    } catch (OutOfMemoryError e) {
      // What the JVM throws when it gets no thread to wait for the process with.
      throw new MachineException(e);
    }
  }

  /**
   * The variable that tells a process's family from all others: its temporary folder is its own.
   */
  private static String marker(Launch launch) {
    return FunctionEnvironment.TEMPORARY
        + "="
        + launch.environment().get(FunctionEnvironment.TEMPORARY);
  }

  /** Kills what is left, through the shell. */
  @Override
  public void close() {
    keeper.ifPresent(GroupKeeper::close);
  }
}
