package io.htcgrid.control.sweep.lambda;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.htcgrid.control.sweep.DutyOutcome;
import io.htcgrid.control.sweep.SweepReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * A report as JSON.
 *
 * <pre>
 * {"repaired":2,"duties":{"finish-half-closed":{"looked":7,"repaired":2},"resend-lost-messages":{"error":"…"}}}
 * </pre>
 */
final class ReportJson {
  private static final JsonFactory JSON = new JsonFactory();

  private ReportJson() {}

  static String write(SweepReport report) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeNumberField("repaired", report.repaired());
      json.writeObjectFieldStart("duties");
      for (Map.Entry<String, DutyOutcome> each : report.outcomes().entrySet()) {
        json.writeObjectFieldStart(each.getKey());
        write(json, each.getValue());
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Writing to memory failed", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, DutyOutcome outcome) throws IOException {
    if (outcome instanceof DutyOutcome.Done done) {
      json.writeNumberField("looked", done.report().looked());
      json.writeNumberField("repaired", done.report().repaired());
    } else if (outcome instanceof DutyOutcome.Failed failed) {
      json.writeStringField("error", failed.cause().toString());
    }
  }
}
