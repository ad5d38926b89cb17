package io.htcgrid.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.embedded.AwsEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedServicesTest {
  @Test
  void oneProcessServesAllUntilNobodyIsLeftAndAKilledOneIsReplaced(@TempDir Path folder)
      throws Exception {
    SharedServices services = new SharedServices(folder, Duration.ofSeconds(1));
    AwsEndpoints endpoints;
    try (RunningTarget first = services.join();
        RunningTarget second = services.join()) {
      endpoints = first.endpoints();
      assertThat(second.endpoints()).isEqualTo(endpoints);
      ProcessHandle process = process(folder);

      process.destroyForcibly();
      process.onExit().get(1, TimeUnit.MINUTES);
    }

    ProcessHandle process;
    try (RunningTarget third = services.join()) {
      assertThat(third.endpoints()).isNotEqualTo(endpoints);
      process = process(folder);
    }
    process.onExit().get(1, TimeUnit.MINUTES);
  }

  private static ProcessHandle process(Path folder) throws IOException {
    long pid = SharedServicesFile.read(folder, SharedServices.build()).orElseThrow().pid();
    return ProcessHandle.of(pid).orElseThrow();
  }
}
