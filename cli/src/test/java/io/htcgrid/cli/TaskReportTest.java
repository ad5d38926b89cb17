package io.htcgrid.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.htcgrid.connector.TaskInfo;
import io.htcgrid.control.FailureKind;
import io.htcgrid.control.TaskError;
import io.htcgrid.control.TaskState;
import io.htcgrid.data.SessionId;
import io.htcgrid.data.TaskId;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TaskReportTest {
  private static final SessionId SESSION = SessionId.parse("01M8248EHCY8XV5GPMPJ0NYQM3");

  private static final Instant STARTED = Instant.parse("2026-03-01T09:30:15.250Z");

  /** As long as those are that no id was given to. */
  private static final String AGENT = "agent-0123456789ab/01234567";

  private final StringWriter out = new StringWriter();

  private TaskReport report(OutputFormat format) {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    return TaskReport.on(new Console(new PrintWriter(out), nowhere, format, false), SESSION);
  }

  private static TaskInfo task(int index) {
    TaskError error = new TaskError(FailureKind.FUNCTION_ERROR, "Trouble", "what happened");
    return new TaskInfo(
        new TaskId(SESSION, index), TaskState.FAILED, 2, 1, AGENT, STARTED, null, error);
  }

  @Test
  void eachTaskIsWrittenWhenItComes() {
    TaskReport text = report(OutputFormat.text);
    text.add(task(7));
    assertThat(out.toString().lines())
        .containsExactly(
            "   INDEX STATE      ATTEMPT  AGENT                        STARTED              ENDED"
                + "                ERROR",
            "       7 FAILED           2  agent-0123456789ab/01234567  2026-03-01T09:30:15Z -"
                + "                    FUNCTION_ERROR Trouble: what happened");

    TaskReport json = report(OutputFormat.json);
    json.add(task(8));
    assertThat(out.toString()).contains("\"index\":8");
  }

  @Test
  void aJsonReportIsOneDocumentOnOneLine() throws JsonProcessingException {
    TaskReport report = report(OutputFormat.json);
    report.add(task(0));
    report.add(task(1));
    report.end();

    assertThat(out.toString().lines()).hasSize(1);
    JsonNode document = Console.json().readTree(out.toString());
    assertThat(document.path("sessionId").asText()).isEqualTo(SESSION.value());
    assertThat(document.path("tasks")).hasSize(2);
    assertThat(document.at("/tasks/1/error/type").asText()).isEqualTo("Trouble");
  }

  @Test
  void aJsonReportThatWasCutOffIsNoDocument() {
    report(OutputFormat.json).add(task(0));
    assertThatThrownBy(() -> Console.json().readTree(out.toString()))
        .isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void noTasksAreAnEmptyListOrSaidInWords() {
    report(OutputFormat.json).end();
    assertThat(out).hasToString("{\"sessionId\":\"" + SESSION + "\",\"tasks\":[]}\n");
    out.getBuffer().setLength(0);
    report(OutputFormat.text).end();
    assertThat(out.toString().strip()).isEqualTo("no such tasks");
  }
}
