package io.htcgrid.cli.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TemplateFilesTest {
  @ParameterizedTest
  @EnumSource(Part.class)
  void aTemplateFitsACallAndTakesTheGridsName(Part part) {
    String template = TemplateFiles.ofThisRelease().apply(part);

    assertThat(template.getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThanOrEqualTo(TemplateFiles.MOST_BYTES);
    assertThat(template).contains("GridName:");
  }
}
