package io.htcgrid.agent.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.htcgrid.control.LaunchData;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DocumentedClientContextTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void whatAFunctionGetsIsAsDocumented() throws IOException {
    var task = new TaskId(SessionId.parse("01JD3V5R4F8Y0XWZ9N6K2T7M1Q"), 4711);
    var launch = new LaunchData(List.of("--verbose"), Map.of("MODEL", "sabr"));
    var call = new FunctionCall(task, 1, "f", launch, new byte[0], Duration.ofSeconds(90));

    assertThat(JSON.readTree(Base64.getDecoder().decode(ClientContext.of(call))))
        .isEqualTo(JSON.readTree(example()));
  }

  private static String example() throws IOException {
    Path file = Path.of(System.getProperty("htcgrid.root"), "docs", "wire-formats.md");
    String text = Files.readString(file);
    String fence = "```json\n";
    int section = text.indexOf("\n## What a function gets\n");
    int start = text.indexOf(fence, section) + fence.length();
    return text.substring(start, text.indexOf("```", start));
  }
}
