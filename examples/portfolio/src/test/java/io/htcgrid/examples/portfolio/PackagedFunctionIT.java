package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * The function as packaged, in a process of its own: the folder's libraries and nothing else, under
 * AWS's runtime interface client, which reads and writes the JSON.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is for Linux")
class PackagedFunctionIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path FOLDER = Path.of("target/functions/portfolio").toAbsolutePath();
  private static final List<String> CLIENT_JARS =
      List.of("aws-lambda-java-runtime-interface-client", "aws-lambda-java-serialization", "lite");

  private static RuntimeApiStub runtimeApi;
  private static Process process;

  @BeforeAll
  static void start() throws IOException {
    JsonNode definition = JSON.readTree(FOLDER.resolve("function.json").toFile());
    runtimeApi = new RuntimeApiStub();
    List<String> classPath = new ArrayList<>();
    Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .filter(
            entry ->
                CLIENT_JARS.stream().anyMatch(Path.of(entry).getFileName().toString()::contains))
        .forEach(classPath::add);
    definition
        .get("code")
        .forEach(code -> classPath.add(FOLDER.resolve(code.textValue()).resolve("*").toString()));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + definition.get("memoryMb").intValue() * 4 / 5 + "m",
            "-cp",
            String.join(File.pathSeparator, classPath),
            "com.amazonaws.services.lambda.runtime.api.client.AWSLambda",
            definition.get("handler").textValue());
    builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtimeApi.address());
    builder.environment().put("AWS_LAMBDA_FUNCTION_NAME", "portfolio");
    builder.environment().put("LAMBDA_TASK_ROOT", FOLDER.toString());
    definition
        .get("environment")
        .properties()
        .forEach(
            variable ->
                builder.environment().put(variable.getKey(), variable.getValue().textValue()));
    process =
        builder
            .redirectErrorStream(true)
            .redirectOutput(Path.of("target/packaged-function.log").toFile())
            .start();
  }

  @AfterAll
  static void stop() {
    process.destroyForcibly();
    runtimeApi.close();
  }

  @Test
  void aBlockIsPricedLikeInThisProcess() throws Exception {
    PricingRequest request = Book.bundled().blocks(20).get(0);
    RuntimeApiStub.Reply reply = runtimeApi.invoke(JSON.writeValueAsBytes(request));
    assertThat(reply.error()).as(reply.text()).isFalse();
    PricingResult here = new PortfolioFunction().handleRequest(request, new NoContext());
    assertThat(JSON.readValue(reply.body(), PricingResult.class))
        .usingRecursiveComparison()
        .isEqualTo(here);
  }

  @Test
  void aBadLineIsAnErrorOfTheFunctionThatNamesTheLine() throws Exception {
    PricingRequest request = SampleTrades.request("Swap,T,X,not a date,,,,,,,,,,,");
    request.setLineNumbers(List.of(77));
    RuntimeApiStub.Reply reply = runtimeApi.invoke(JSON.writeValueAsBytes(request));
    assertThat(reply.error()).isTrue();
    assertThat(reply.text()).contains("IllegalArgumentException", "Line 77 of the book");
  }

  @Test
  void theFolderHoldsNothingOfTheClient() throws IOException {
    try (var jars = Files.list(FOLDER.resolve("lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .hasSizeGreaterThan(10)
          .noneMatch(name -> name.matches("(xchart|jackson|sdk|netty|logback|jspecify).*"));
    }
  }
}
