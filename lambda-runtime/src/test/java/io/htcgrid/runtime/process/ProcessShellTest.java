package io.htcgrid.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.htcgrid.runtime.function.FunctionEnvironment;
import io.htcgrid.runtime.function.FunctionLauncher;
import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.invocation.InvocationOutcome;
import io.htcgrid.runtime.invocation.ServiceError;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose fault it is that a process cannot be started. */
class ProcessShellTest {

  private static final ProcessEnd.Remains NOTHING =
      new ProcessEnd.Remains("f", false, false, new byte[0], 0, 128);

  private final ScheduledExecutorService worker = Executors.newScheduledThreadPool(1);
  private final EventLoopGroup io = new NioEventLoopGroup(1);
  private final LogPump logs = LogPump.start();
  private ProcessGroups groups;

  @TempDir Path folder;

  @BeforeEach
  void start() throws IOException {
    groups = ProcessGroups.create(worker, Optional.empty(), folder, Map.of());
  }

  @AfterEach
  void stop() {
    groups.close();
    logs.close();
    var unused = io.shutdownGracefully(0, 0, TimeUnit.SECONDS);
    worker.shutdownNow();
  }

  /** Starts a process in vain and says what becomes of its invocation. */
  private InvocationOutcome fails(Path workFolder, IOException refusal) throws Exception {
    var hosting =
        new Hosting(
            io,
            worker,
            groups,
            logs,
            Optional.empty(),
            new FunctionLauncher(
                folder, folder, new FunctionEnvironment(Map.of(), Map.of(), "here")),
            InstantSource.system(),
            workFolder,
            Duration.ofMinutes(1));
    var fate = new CompletableFuture<Delivery>();
    var made = new CompletableFuture<ProcessShell>();
    var owner =
        new ProcessShell.Owner() {
          @Override
          public void stop(ProcessEnd reason) {
            made.join().stop(reason);
          }

          @Override
          public void windUp(ProcessEnd reason, byte[] log, long residentBytes) {
            fate.complete(reason.delivery(NOTHING));
          }
        };
    var shell =
        new ProcessShell(
            "f", 128, InvocationError.INIT_FAILED, new Refusing(refusal), hosting, owner);
    made.complete(shell);
    shell.start();
    return ((Delivery.Ended) fate.get(60, TimeUnit.SECONDS)).outcome();
  }

  private record Refusing(IOException refusal) implements Spawner {
    @Override
    public void prepare(Path temporary) {}

    @Override
    public ProcessGroup spawn(Path temporary) throws IOException {
      throw refusal;
    }

    @Override
    public InputStream log(ProcessGroup spawned) {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }

  private static void assertIsTheMachines(InvocationOutcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            InvocationOutcome.Refused.class,
            refused -> assertThat(refused.error()).isEqualTo(ServiceError.SERVICE));
  }

  @Test
  void aMachineWithoutRoomForAProcessIsTheRuntimesTrouble() throws Exception {
    assertIsTheMachines(fails(folder, new MachineException(new IOException("no process left"))));
  }

  @Test
  void aFolderThatCannotBeMadeIsTheRuntimesTrouble() throws Exception {
    assertIsTheMachines(fails(folder.resolve("missing"), new IOException("never asked")));
  }

  @Test
  void aCommandThatCannotBeRunIsTheFunctionsTrouble() throws Exception {
    assertThat(fails(folder, new IOException("error=13, Permission denied")))
        .isInstanceOf(InvocationOutcome.Failed.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "error=11, Resource temporarily unavailable | true",
        "error=12, Cannot allocate memory | true",
        "error=24, Too many open files | true",
        "posix_spawn failed, error: 11 (Resource temporarily unavailable) | true",
        "error=2, No such file or directory | false",
        "error=13, Permission denied | false",
        "error=7, Argument list too long | false",
        "invalid null character in command | false",
      })
  void whatRunsOutIsTheMachines(String why, boolean machine) {
    var refusal = new IOException("Cannot run program \"error=11\": " + why, new IOException(why));

    assertThat(MachineException.isBehind(refusal)).isEqualTo(machine);
  }

  @Test
  void theRefusalOfAProgramThatIsNotThereIsNotTheMachines() {
    assertThatThrownBy(() -> new ProcessBuilder("/no/such/program").start())
        .isInstanceOfSatisfying(
            IOException.class, e -> assertThat(MachineException.isBehind(e)).isFalse());
  }
}
