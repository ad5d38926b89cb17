package io.htcgrid.runtime.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ErrorDocumentTest {

  private static String text(ErrorDocument document) {
    return new String(document.toJson(), UTF_8);
  }

  private static Optional<ErrorDocument> reported(String body, String... type) {
    return ErrorDocument.reported(body.getBytes(UTF_8), Stream.of(type).findFirst());
  }

  @Test
  void theRuntimesErrorsHaveLambdasShape() {
    assertThat(text(ErrorDocument.of(InvocationError.TIMED_OUT, "too \"late\"")))
        .isEqualTo(
            "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"too \\\"late\\\"\",\"stackTrace\":[]}");
  }

  @Test
  void whatAFunctionReportsIsPassedOnWithAllItsFields() {
    String json =
        "{\"errorMessage\":\"m\",\"errorType\":\"T\",\"stackTrace\":[\"a\"],\"cause\":{\"errorType\":\"C\"}}";

    assertThat(reported(json, "Header").map(ErrorDocumentTest::text)).contains(json);
  }

  @Test
  void whatAReportLacksIsFilledIn() {
    assertThat(reported("{}", "Header").map(ErrorDocumentTest::text))
        .contains("{\"errorType\":\"Header\",\"errorMessage\":\"\"}");
    assertThat(reported("{\"errorType\":3,\"errorMessage\":{\"a\":1}}"))
        .hasValueSatisfying(
            document -> {
              assertThat(document.type()).isEqualTo("Function.Unknown");
              assertThat(document.message()).isEqualTo("{\"a\":1}");
            });
  }

  @Test
  void otherThanAJsonObjectIsNoReport() {
    assertThat(Stream.of("", "oops", "[]", "\"text\"", "{").map(body -> reported(body)))
        .allMatch(Optional::isEmpty);
  }

  @Test
  void aRenamedErrorKeepsItsOwnNameInTheMessage() {
    var renamed =
        reported("{\"errorType\":\"T\",\"errorMessage\":\"m\",\"stackTrace\":[\"a\"]}")
            .orElseThrow()
            .as(InvocationError.INIT_FAILED);

    assertThat(text(renamed))
        .isEqualTo(
            "{\"errorType\":\"Runtime.InitError\",\"errorMessage\":\"T: m\",\"stackTrace\":[\"a\"]}");
  }
}
