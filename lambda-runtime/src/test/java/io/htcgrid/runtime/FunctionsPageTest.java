package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.runtime.invocation.InvocationError;
import io.htcgrid.runtime.invocation.ServiceError;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** docs/functions.md is the contract with those who read errors by name. */
class FunctionsPageTest {

  private static String page() throws IOException {
    return Files.readString(
        FunctionsFolder.moduleFolder().resolveSibling("docs").resolve("functions.md"));
  }

  @Test
  void thePageNamesEveryErrorOfTheRuntime() throws IOException {
    String page = page();

    for (InvocationError error : InvocationError.values()) {
      assertThat(page).contains("| `" + error.wireName() + "` |");
    }
    for (ServiceError error : ServiceError.values()) {
      assertThat(page).contains("| `" + error.wireName() + "` | " + error.status() + " |");
    }
  }
}
