package io.htcgrid.runtime.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FunctionLauncherTest {

  @TempDir Path folder;

  private Launch launch(Map<String, String> environment) throws IOException {
    var base =
        new FunctionEnvironment(
            Map.of("PATH", "/bin", "HOME", "/root"), Map.of("SITE", "north"), "eu-west-1");
    var function =
        new FunctionDefinition(
            "price",
            folder,
            FunctionRuntime.JAVA,
            "a.B",
            List.of(folder),
            Duration.ofSeconds(3),
            512,
            environment,
            "1");
    return new FunctionLauncher(Path.of("/java"), folder, base)
        .launch(function, "127.0.0.1:1234", folder.resolve("tmp"));
  }

  @Test
  void aJavaFunctionGetsAJvmOfItsSizeAndOnlyTheClientsJars() throws IOException {
    Launch launch = launch(Map.of());

    assertThat(launch.command())
        .startsWith("/java/bin/java")
        .contains("-Xmx410m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
        .endsWith("com.amazonaws.services.lambda.runtime.api.client.AWSLambda", "a.B");
    assertThat(launch.command().get(launch.command().indexOf("-cp") + 1))
        .contains(
            "aws-lambda-java-core",
            "aws-lambda-java-serialization",
            "aws-lambda-java-runtime-interface-client",
            "utils-lite")
        .doesNotContain("netty", "picocli")
        .endsWith(folder.toString());
    assertThat(launch.environment())
        .containsEntry("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:1234")
        .containsEntry("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")
        .containsEntry("AWS_REGION", "eu-west-1")
        .containsEntry("SITE", "north")
        .doesNotContainKey("HOME");
  }

  @Test
  void theFunctionsOwnJvmOptionsComeLastAndSoWin() throws IOException {
    Launch launch = launch(Map.of("JAVA_TOOL_OPTIONS", "-Xmx64m -XX:+UseParallelGC"));

    assertThat(launch.environment().get("JAVA_TOOL_OPTIONS"))
        .contains("-Xmx410m")
        .doesNotContain("UseSerialGC")
        .endsWith(" -Xmx64m -XX:+UseParallelGC");
    assertThat(launch.command()).noneMatch(argument -> argument.startsWith("-Xmx"));
  }

  @Test
  void theFunctionsVariablesWinOverTheOperatorsAndNoneOverLambdas() {
    var base =
        new FunctionEnvironment(Map.of(), Map.of("SITE", "north", "AWS_REGION", "x"), "eu-west-1");

    assertThat(base.ofCommand(Map.of("SITE", "south", "AWS_LAMBDA_X", "y", "TMPDIR", "/"), folder))
        .containsEntry("SITE", "south")
        .containsEntry("AWS_REGION", "eu-west-1")
        .containsEntry("TMPDIR", folder.toString())
        .doesNotContainKey("AWS_LAMBDA_X");
  }

  @Test
  void aFifthOfTheMemoryIsLeftForAllButTheHeap() {
    assertThat(FunctionLauncher.heapMb(128)).isEqualTo(64);
    assertThat(FunctionLauncher.heapMb(1024)).isEqualTo(820);
    assertThat(FunctionLauncher.heapMb(10240)).isEqualTo(8192);
  }
}
