package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionEnvironment;
import io.htcgrid.runtime.function.Launch;
import io.htcgrid.runtime.invocation.CommandLine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a command line in an empty folder, and gathers what it writes. Used by one thread at a
 * time.
 */
final class CommandSpawner implements Spawner {

  private final CommandLine commandLine;
  private final byte[] payload;
  private final FunctionEnvironment environment;
  private final Hosting hosting;
  private final CommandResult result;
  private @Nullable Path input;
  private @Nullable ProcessOutput output;

  CommandSpawner(
      CommandLine commandLine,
      byte[] payload,
      FunctionEnvironment environment,
      Hosting hosting,
      CommandResult result) {
    this.commandLine = commandLine;
    this.payload = payload;
    this.environment = environment;
    this.hosting = hosting;
    this.result = result;
  }

  @Override
  public void prepare(Path temporary) throws IOException {
    input = Files.createTempFile(hosting.workFolder(), "stdin", "");
    Files.write(input, payload);
  }

  @Override
  public ProcessGroup spawn(Path temporary) throws IOException {
    var launch =
        new Launch(
            commandLine.arguments(),
            environment.ofCommand(commandLine.environment(), temporary),
            temporary);
    ProcessGroup spawned = hosting.groups().start(launch, Optional.ofNullable(input), false);
    output = new ProcessOutput(spawned.output(), result);
    hosting.logs().add(output);
    return spawned;
  }

  @Override
  public InputStream log(ProcessGroup spawned) {
    return spawned.errors();
  }

  @Override
  public void close() {
    if (output != null) {
      hosting.logs().remove(output);
      while (output.drain()) {
        // One gulp does not hold everything.
      }
    }
    if (input != null) {
      hosting.delete(input);
    }
  }
}
