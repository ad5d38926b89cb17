package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled book, priced whole and in blocks, and all that is written about it. */
class WholeBookTest {
  private static final int BLOCK_SIZE = 20;
  private static PortfolioReport whole;
  private static PortfolioReport fromBlocks;

  @TempDir Path folder;

  @BeforeAll
  static void price() throws IOException {
    Book book = Book.bundled();
    whole = report(book, book.lines().size());
    fromBlocks = report(book, BLOCK_SIZE);
  }

  /** Through JSON there and back, the last block first. */
  private static PortfolioReport report(Book book, int blockSize) throws IOException {
    ObjectMapper json = new ObjectMapper();
    PortfolioFunction function = new PortfolioFunction();
    Valuation valuation = new Valuation(book, blockSize);
    List<byte[]> payloads = valuation.payloads();
    for (int i = payloads.size() - 1; i >= 0; i--) {
      PricingRequest request = json.readValue(payloads.get(i), PricingRequest.class);
      valuation.accept(i, json.writeValueAsBytes(function.handleRequest(request, new NoContext())));
    }
    return valuation.report();
  }

  @Test
  void blocksAddUpToTheWholeBook() throws IOException {
    assertThat(whole.blocks()).isEqualTo(1);
    assertThat(fromBlocks.blocks()).isEqualTo(125);
    // As JSON, which says every figure: comparing 655,000 boxed numbers takes a minute.
    ObjectMapper json = new ObjectMapper();
    assertThat(
            json.writeValueAsString(fromBlocks.trades())
                .equals(json.writeValueAsString(whole.trades())))
        .as("the trades' figures")
        .isTrue();
    assertThat(fromBlocks.total()).isEqualTo(whole.total());
    double sum = whole.trades().stream().mapToDouble(TradeFigures::getPresentValue).sum();
    assertThat(fromBlocks.value()).isCloseTo(sum, within(0.01));
  }

  @Test
  void everyTradeOfTheBookHasFigures() throws IOException {
    assertThat(whole.size()).isEqualTo(2_500);
    assertThat(whole.scenarios()).isEqualTo(262);
    assertThat(whole.trades())
        .extracting(TradeFigures::getLine)
        .isEqualTo(Book.bundled().lines().stream().map(Book.Line::number).toList());
    assertThat(whole.trades()).extracting(TradeFigures::getId).doesNotHaveDuplicates();
    assertThat(whole.trades())
        .allSatisfy(trade -> assertThat(trade.getPresentValue()).isFinite().isNotZero());
    assertThat(whole.byProduct())
        .extracting(Breakdown::name)
        .containsExactly("Deposit", "FRA", "FX forward", "FX swap", "Swap");
  }

  @Test
  void partsAddUpToTheBook() {
    for (List<Breakdown> parts : List.of(whole.byProduct(), whole.byCurrency())) {
      assertThat(parts.stream().mapToInt(Breakdown::trades).sum()).isEqualTo(whole.size());
      assertThat(parts.stream().mapToDouble(Breakdown::value).sum())
          .isCloseTo(whole.value(), within(0.1));
      assertThat(parts.stream().mapToDouble(Breakdown::pv01).sum())
          .isCloseTo(whole.pv01(), within(0.1));
    }
  }

  @Test
  void riskFiguresAreInTheirOrder() {
    LossTail tail = whole.tail();
    assertThat(tail.var95()).isPositive().isLessThan(tail.shortfall());
    assertThat(tail.var99()).isGreaterThan(tail.var95()).isLessThan(tail.worst());
    assertThat(whole.worstDays(3)).hasSize(3);
    assertThat(whole.worstDays(1).get(0).profit()).isCloseTo(-tail.worst(), within(0.01));
    // A hundred basis points gain about a hundred times what one gains.
    assertThat(whole.stressOutcomes().get(0).scenario()).isEqualTo("Rates +100 bp");
    assertThat(whole.stressOutcomes().get(0).profit())
        .isCloseTo(100 * whole.pv01(), within(15 * Math.abs(whole.pv01())));
  }

  @Test
  void theTextFitsAHundredColumnsOfAscii() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TextReport.print(whole, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).matches("\\p{Print}*"));
    assertThat(text)
        .contains("PORTFOLIO OF 2,500 TRADES ON 30 SEPTEMBER 2026, IN USD", "657,500 prices")
        .contains("Value at risk, 95%", "Expected shortfall", "Rates -100 bp", "FX forward")
        .doesNotContain("NaN");
  }

  @Test
  void theCsvHasALineForEachTrade() throws IOException {
    Path file = folder.resolve("results.csv");
    ResultsCsv.write(whole, file);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2_501);
    assertThat(lines.get(0)).startsWith("Line,Id,Product,Currency,Value USD,PV01,VaR 95%");
    int columns = lines.get(0).split(",", -1).length;
    assertThat(columns).isEqualTo(11 + 12);
    assertThat(lines).allSatisfy(line -> assertThat(line.split(",", -1)).hasSize(columns));
    double sum =
        lines.stream()
            .skip(1)
            .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[4]))
            .sum();
    assertThat(sum).isCloseTo(whole.value(), within(0.1));
  }

  @Test
  void theChartIsAPngWithSomethingOnIt() throws IOException {
    Path file = folder.resolve("chart.png");
    ReportChart.write(whole, file);
    BufferedImage image = ImageIO.read(file.toFile());
    assertThat(image.getWidth()).isEqualTo(1400);
    Set<Integer> colours = new HashSet<>();
    int ink = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
        ink += image.getRGB(x, y) == 0xffffffff ? 0 : 1;
      }
    }
    // Bars, lines and smoothed letters; white paper for the most part.
    assertThat(colours).hasSizeGreaterThan(50);
    assertThat(ink).isBetween(100_000, image.getWidth() * image.getHeight() / 2);
  }
}
