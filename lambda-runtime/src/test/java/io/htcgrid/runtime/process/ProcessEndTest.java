package io.htcgrid.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.runtime.invocation.InvocationOutcome.Failed;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessEndTest {

  @ParameterizedTest
  @CsvSource({
    "137,196,Runtime.OutOfMemory",
    "137,190,Runtime.OutOfMemory",
    "137,189,Runtime.ExitError",
    "137,0,Runtime.ExitError",
    "139,196,Runtime.ExitError",
    "1,196,Runtime.ExitError",
  })
  void aProcessThatIsKilledCloseToItsMemoryLimitLackedMemory(int status, long mib, String type) {
    var remains = new ProcessEnd.Remains("f", true, true, new byte[0], mib << 20, 200);

    var outcome = ((Delivery.Ended) new ProcessEnd.Exited(status).delivery(remains)).outcome();

    assertThat(new String(((Failed) outcome).document(), StandardCharsets.UTF_8))
        .contains("\"errorType\":\"" + type + "\"");
  }
}
