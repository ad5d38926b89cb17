package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.htcgrid.connector.HtcGrid;
import io.htcgrid.connector.Session;
import io.htcgrid.connector.SessionSpec;
import io.htcgrid.connector.TaskOutcome;
import io.htcgrid.local.LocalGrid;
import io.htcgrid.local.LocalGridSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, on a grid in this JVM: the packaged function, the connector, the report. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "AWS's runtime interface client is for Linux")
class PortfolioExampleIT {
  private static final PortfolioExample.Progress QUIET = new PortfolioExample.Progress() {};

  private static final Path FUNCTIONS = Path.of("target/functions").toAbsolutePath();

  private static LocalGrid local;
  private static HtcGrid grid;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    local = LocalGrid.start(LocalGridSettings.defaults().withFunctions(FUNCTIONS));
    grid = local.connect();
  }

  @AfterAll
  static void stop() {
    grid.close();
    local.close();
  }

  private Optional<Path> book(int trades) throws IOException {
    Book bundled = Book.bundled();
    StringBuilder csv = new StringBuilder(bundled.header()).append('\n');
    bundled.lines().stream().limit(trades).forEach(line -> csv.append(line.text()).append('\n'));
    return Optional.of(Files.writeString(folder.resolve("book.csv"), csv));
  }

  @Test
  void aBookIsPricedOnTheGridAsInThisProcess() throws IOException {
    Optional<Path> file = book(90);
    TreeSet<Integer> ended = new TreeSet<>();
    PortfolioReport report =
        PortfolioExample.run(
            grid,
            new PortfolioOptions(file, 20, "portfolio"),
            new PortfolioExample.Progress() {
              @Override
              public void submitted(Session session, int tasks) {
                assertThat(tasks).isEqualTo(5);
              }

              @Override
              public void ended(TaskOutcome outcome) {
                ended.add(outcome.index());
              }
            });
    assertThat(ended).containsExactly(0, 1, 2, 3, 4);
    assertThat(report.blocks()).isEqualTo(5);
    PricingRequest whole = Book.read(file.orElseThrow()).blocks(90).get(0);
    PortfolioReport here =
        PortfolioReport.of(List.of(new PortfolioFunction().handleRequest(whole, new NoContext())));
    assertThat(report.size()).isEqualTo(90);
    assertThat(report.value()).isCloseTo(here.value(), within(0.01));
    assertThat(report.tail()).isEqualTo(here.tail());
    assertThat(report.write(folder).csv()).isNotEmptyFile();
  }

  @Test
  void aGridWithoutTheFunctionSaysWhichBlocksWereNotPriced() throws IOException {
    PortfolioOptions options = new PortfolioOptions(book(30), 20, "no-such-function");
    assertThatThrownBy(() -> PortfolioExample.run(grid, options, QUIET))
        .isInstanceOf(BlocksNotPricedException.class)
        .hasMessageContainingAll("2 of 2 blocks", "of the book", "no-such-function");
  }

  @Test
  void aBadLineIsAnErrorOfTheFunctionThatNamesTheLine() {
    PricingRequest request = SampleTrades.request("Swap,T,X,not a date,,,,,,,,,,,");
    request.setLineNumbers(List.of(77));
    Session session = grid.submit(SessionSpec.function("portfolio").json(request).build());
    try (var outcomes = session.outcomes()) {
      assertThat(outcomes.next().orElseThrow())
          .isInstanceOfSatisfying(
              TaskOutcome.Failed.class,
              failed -> {
                assertThat(failed.type()).isEqualTo("java.lang.IllegalArgumentException");
                assertThat(failed.message()).contains("Line 77 of the book");
              });
    }
  }

  @Test
  void theFunctionsFolderHoldsNothingOfTheClient() throws IOException {
    try (var jars = Files.list(FUNCTIONS.resolve("portfolio/lib"))) {
      assertThat(jars.map(jar -> jar.getFileName().toString()))
          .hasSizeGreaterThan(10)
          .noneMatch(name -> name.matches("(xchart|jackson|sdk|netty|logback|jspecify).*"));
    }
  }
}
