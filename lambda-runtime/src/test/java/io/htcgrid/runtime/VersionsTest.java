package io.htcgrid.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Versions of functions beside those of the functions folder. */
@EnabledIf("io.htcgrid.runtime.Tools#curl")
class VersionsTest {

  @TempDir private Path folder;

  private FunctionsFolder functions;
  private FunctionsFolder versions;
  private TestRuntime runtime;

  @BeforeEach
  void start() throws IOException {
    Path plain = Files.createDirectory(folder.resolve("functions"));
    Path delivered = Files.createDirectories(folder.resolve("versions").resolve("price"));
    functions = new FunctionsFolder(plain).provided("price", "shell", "say", "say", say("plain"));
    versions = new FunctionsFolder(delivered).provided("1", "shell", "say", "say", say("first"));
    runtime =
        TestRuntime.start(functions, settings -> settings.versions(folder.resolve("versions")));
  }

  @AfterEach
  void stop() {
    runtime.close();
  }

  /** Answers with what it is, and which process called it. */
  private static String say(String what) {
    return "#!/bin/sh\necho "
        + what
        + " $AWS_LAMBDA_FUNCTION_NAME $AWS_LAMBDA_FUNCTION_VERSION $PPID";
  }

  private String answer(String function) {
    return runtime.result(function, "{}").strip();
  }

  @Test
  void aQualifierNamesAVersionAndNoneNamesTheFunctionsFolder() {
    assertThat(answer("price:1")).startsWith("first price 1 ");
    assertThat(answer("price")).startsWith("plain price $LATEST ");
    assertThat(answer("price:$LATEST")).startsWith("plain price $LATEST ");
    assertThat(runtime.invoke("price:1", "{}").executedVersion()).isEqualTo("1");
  }

  @Test
  void aVersionThatIsPutThereIsFoundAndTheOthersStayWarm() {
    String warm = answer("price:1");

    versions.provided("2", "shell", "say", "say", say("second"));

    assertThat(answer("price:2")).startsWith("second price 2 ");
    assertThat(answer("price:1")).isEqualTo(warm);
  }

  @Test
  void aVersionThatIsNotThereIsNotFoundHoweverItsNameLooks() {
    for (String name : new String[] {"price:3", "other:1", "price:PROD"}) {
      assertThatThrownBy(() -> runtime.invoke(name, "{}"))
          .isInstanceOf(ResourceNotFoundException.class)
          .hasMessageContaining(":function:" + name);
    }
  }

  @Test
  void theProcessesOfAVersionThatIsTakenAwayEnd() throws Exception {
    versions.provided("2", "shell", "say", "say", say("second"));
    String first = answer("price:1");
    long process = Long.parseLong(first.substring(first.lastIndexOf(' ') + 1));

    Files.move(
        folder.resolve("versions").resolve("price").resolve("1"),
        folder.resolve("versions").resolve(".gone"));

    Eventually.check(
        "its process has ended",
        () -> {
          answer("price:2");
          return !Eventually.runs(process);
        });
    assertThatThrownBy(() -> runtime.invoke("price:1", "{}"))
        .isInstanceOf(ResourceNotFoundException.class);
  }
}
