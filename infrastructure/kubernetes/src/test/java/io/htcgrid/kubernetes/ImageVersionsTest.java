package io.htcgrid.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImageVersionsTest {
  private static final Pattern IMAGE = Pattern.compile("htcgrid/(agent|runtime|embedded):(\\S+)");
  private static final Pattern BASE = Pattern.compile("(?m)^ARG BASE=(\\S+)$");

  @Test
  void everyFileThatNamesAnImageOfThisProjectNamesTheVersionBeingBuilt() throws IOException {
    assertThat(found(IMAGE, 2)).hasSizeGreaterThan(5).containsOnly(Folders.VERSION);
  }

  @Test
  void allImagesAreOfOneBaseThatIsNamedByItsWholeVersion() throws IOException {
    assertThat(found(BASE, 1)).hasSize(3).containsOnly(found(BASE, 1).get(0));
    assertThat(found(BASE, 1).get(0)).matches(".*:\\d+\\.\\d+\\.\\d+_\\d+-jre-\\S+");
  }

  private static List<String> found(Pattern pattern, int group) throws IOException {
    try (Stream<Path> files = Files.walk(Folders.INFRASTRUCTURE)) {
      return files
          .filter(file -> file.toString().matches(".*(\\.yaml|Dockerfile)"))
          .filter(file -> !file.toString().contains("/target/"))
          .flatMap(file -> pattern.matcher(Folders.text(file)).results())
          .map((MatchResult result) -> result.group(group))
          .toList();
    }
  }
}
