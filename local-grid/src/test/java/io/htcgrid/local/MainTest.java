package io.htcgrid.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.htcgrid.control.config.GridClients;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.embedded.junit.JavaProgram;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {
  private static final Pattern ENDPOINT = Pattern.compile("(dynamoDb|sqs|s3)=(http://[^,]+),");

  @TempDir
  @SuppressWarnings("NullAway.Init") // Set by JUnit.
  Path home;

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(JavaProgram.command(Main.class, arguments)).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("HTCGRID_"));
    builder.environment().put("HTCGRID_HOME", home.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static String firstLine(Process process, String beginning) throws IOException {
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith(beginning)) {
      line = output.readLine();
    }
    return String.valueOf(line);
  }

  private static String all(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void refusedOptionsAreUsageErrorsOfOneLine() throws Exception {
    Process services = start(Map.of(), "services", "--s3-port", "70000");
    assertThat(all(services).lines())
        .containsExactly(
            "Port 70000 is out of range: choose one from 0 (a free one) to 65535; --help shows all"
                + " options");
    assertThat(services.waitFor()).isEqualTo(2);

    Process sweep = start(Map.of(), "sweep", "--every", "0");
    assertThat(all(sweep).lines())
        .containsExactly("--every is 0; give 1 or more seconds; --help shows all options");
    assertThat(sweep.waitFor()).isEqualTo(2);
  }

  @Test
  void theServicesOfOneContainerHaveAGridCreatedAndSweptByOthersUntilAllAreToldToStop()
      throws Exception {
    Process services =
        start(
            Map.of(),
            "services",
            "--host",
            "127.0.0.1",
            "--dynamodb-port",
            "0",
            "--sqs-port",
            "0",
            "--s3-port",
            "0");
    try {
      List<URI> endpoints = new ArrayList<>();
      Matcher matcher = ENDPOINT.matcher(firstLine(services, "services ready"));
      while (matcher.find()) {
        endpoints.add(URI.create(matcher.group(2)));
      }
      GridConfig config =
          GridConfig.local("boxed", endpoints.get(0), endpoints.get(1), endpoints.get(2));
      Map<String, String> environment =
          Map.of(
              "HTCGRID_GRID", config.grid(),
              "HTCGRID_BUCKET", config.bucket(),
              "HTCGRID_DYNAMODB_ENDPOINT", endpoints.get(0).toString(),
              "HTCGRID_SQS_ENDPOINT", endpoints.get(1).toString(),
              "HTCGRID_S3_ENDPOINT", endpoints.get(2).toString(),
              "HTCGRID_LOCAL_CREDENTIALS", "true");

      Process early = start(environment, "sweep");
      assertThat(all(early)).contains("grid boxed does not exist").doesNotContain("\tat ");
      assertThat(early.waitFor()).isEqualTo(1);

      Process create = start(environment, "create");
      assertThat(all(create))
          .isEqualToIgnoringNewLines(
              "grid boxed has its table, 3 task queues, a dead-letter queue and the bucket boxed-data");
      assertThat(create.waitFor()).isZero();
      try (GridClients clients = GridClients.open(config)) {
        assertThat(clients.services().queues().depth(2).visible()).isZero();
      }

      Process sweep = start(environment, "sweep");
      assertThat(firstLine(sweep, "sweeping")).isEqualTo("sweeping grid boxed every 60 s");
      assertThat(sweep.toHandle().destroy()).isTrue();
      assertThat(sweep.waitFor()).isEqualTo(143);
    } finally {
      services.destroy();
      assertThat(services.waitFor()).isEqualTo(143);
    }
  }
}
