package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The book and the market files are what their generators make. After a change to a generator, run
 * this test with {@code -Dportfolio.regenerate=true} to write them anew.
 */
class GeneratedDataTest {
  private static final Path RESOURCES =
      Path.of("src/main/resources/io/htcgrid/examples/portfolio").toAbsolutePath();

  private static Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("book/trades.csv", BookGenerator.book());
    files.put("market/curve-groups.csv", MarketGenerator.curveGroups());
    files.put("market/curve-settings.csv", MarketGenerator.curveSettings());
    files.put("market/curves.csv", MarketGenerator.curves());
    files.put("market/fx-rates.csv", MarketGenerator.fxRates());
    files.put("market/fixings.csv", MarketGenerator.fixings());
    files.put("market/scenarios.csv", ScenarioGenerator.scenarios());
    return files;
  }

  @Test
  void theFilesInTheRepositoryAreWhatTheGeneratorsMake() throws IOException {
    for (Map.Entry<String, String> file : files().entrySet()) {
      Path path = RESOURCES.resolve(file.getKey());
      if (Boolean.getBoolean("portfolio.regenerate")) {
        Files.createDirectories(path.getParent());
        Files.writeString(path, file.getValue());
      }
      assertThat(path).content().as(file.getKey()).isEqualTo(file.getValue());
    }
  }

  @Test
  void theBookHasAtLeastTwoThousandTrades() {
    assertThat(BookGenerator.book().lines().count() - 1).isGreaterThanOrEqualTo(2_000);
  }
}
