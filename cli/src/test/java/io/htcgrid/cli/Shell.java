package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs the command as a shell would, in this JVM. */
record Shell(Path home, Map<String, String> variables) {
  Shell(Path home) {
    this(home, Map.of());
  }

  /** What a command left. */
  record Answer(int code, String out, String err) {
    JsonNode json() {
      return parse(out);
    }

    List<JsonNode> jsonLines() {
      return out.lines().map(Answer::parse).toList();
    }

    private static JsonNode parse(String text) {
      try {
        return Console.json().readTree(text);
      } catch (JsonProcessingException e) {
        throw new AssertionError("stdout is no JSON: " + text, e);
      }
    }
  }

  Answer run(String... args) {
    return runWith("", args);
  }

  Answer runWith(String stdin, String... args) {
    return runReading(bytes(stdin), args);
  }

  /** With a stdin that fails as it will. */
  Answer runReading(InputStream stdin, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = run(stdin, new PrintWriter(out), err, args);
    return new Answer(code, out.toString(), err.toString());
  }

  /** With a stdout that fails as it will. */
  Answer runInto(Stdout stdout, String... args) {
    StringWriter err = new StringWriter();
    int code = run(bytes(""), stdout, err, args);
    return new Answer(code, "", err.toString());
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private int run(InputStream stdin, PrintWriter out, StringWriter err, String... args) {
    Map<String, String> all = new HashMap<>(variables);
    all.put("HTCGRID_HOME", home.toString());
    all.put("AWS_EC2_METADATA_DISABLED", "true");
    Environment environment = new Environment(all, home, stdin, false);
    return HtcgridCommand.execute(environment, out, new PrintWriter(err), args);
  }
}
