package io.htcgrid.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.control.config.GridConfig;
import io.htcgrid.control.sweep.lambda.SweeperHandler;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sweeper as deployed, run by our own runtime as a task of the grid that it sweeps. */
class SweeperFunctionTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void theSweeperRunsAsAnUnmodifiedFunction(@TempDir Path folder, @TempDir Path drafts)
      throws IOException {
    Path function = Files.createDirectory(drafts.resolve("sweeper"));
    try (LocalGrid grid =
            LocalGrid.start(LocalGridSettings.defaults().withAgents(1).withFunctions(folder));
        HtcGrid client = grid.connect()) {
      define(function, grid.config());
      Files.move(function, folder.resolve("sweeper"));
      Session session = client.submit(SessionSpec.function("sweeper").payload("{}").build());
      JsonNode report = JSON.readTree(session.result(0).orThrow().bytes());
      assertThat(report.path("duties").size()).isEqualTo(6);
      assertThat(report.path("duties")).allSatisfy(duty -> assertThat(duty.has("looked")).isTrue());
    }
  }

  /** Its classes are those of these tests; a deployment puts the same into an archive. */
  private static void define(Path function, GridConfig config) throws IOException {
    ObjectNode definition = JSON.createObjectNode();
    definition.put("runtime", "java");
    definition.put("handler", SweeperHandler.class.getName() + "::handleRequest");
    definition.put("timeoutSeconds", 60);
    definition.put("memoryMb", 512);
    ArrayNode code = definition.putArray("code");
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    for (String each : classPath.split(File.pathSeparator, -1)) {
      if (!each.isEmpty() && Files.exists(Path.of(each))) {
        code.add(each);
      }
    }
    definition
        .putObject("environment")
        .put("HTCGRID_GRID", config.grid())
        .put("HTCGRID_REGION", config.region())
        .put("HTCGRID_BUCKET", config.bucket())
        .put("HTCGRID_DYNAMODB_ENDPOINT", String.valueOf(config.dynamoDbEndpoint()))
        .put("HTCGRID_SQS_ENDPOINT", String.valueOf(config.sqsEndpoint()))
        .put("HTCGRID_S3_ENDPOINT", String.valueOf(config.s3Endpoint()))
        .put("HTCGRID_LOCAL_CREDENTIALS", "true");
    Files.writeString(function.resolve("function.json"), JSON.writeValueAsString(definition));
  }
}
