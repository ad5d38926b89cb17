package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every fifth trade of the bundled book, priced in one go and in blocks, and what is written. */
class BookReportTest {
  private static final int EVERY = 5;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PortfolioFunction FUNCTION = new PortfolioFunction();

  private static Book book;
  private static PortfolioReport whole;

  @TempDir Path folder;

  @BeforeAll
  static void priceInOneGo() throws IOException {
    Book bundled = Book.bundled();
    book =
        new Book(
            bundled.header(),
            IntStream.range(0, bundled.lines().size())
                .filter(line -> line % EVERY == 0)
                .mapToObj(bundled.lines()::get)
                .toList());
    Valuation valuation = new Valuation(book, book.lines().size());
    PricingRequest everything = read(valuation.payloads().get(0));
    valuation.accept(0, JSON.writeValueAsBytes(price(everything)));
    whole = valuation.report();
  }

  private static PricingRequest read(byte[] payload) throws IOException {
    return JSON.readValue(payload, PricingRequest.class);
  }

  private static PricingResult price(PricingRequest request) {
    return FUNCTION.handleRequest(request, new NoContext());
  }

  @Test
  void blocksAddUpToTheWholeBook() throws IOException {
    // All blocks under the stresses; the days, which take twenty times as long, in the next test.
    List<TradeFigures> trades = new ArrayList<>();
    double value = 0;
    double[] stresses = new double[whole.stresses().size()];
    for (byte[] payload : new Valuation(book, 20).payloads()) {
      PricingRequest request = read(payload);
      request.setScenarioSets(List.of(PortfolioReport.STRESS));
      for (TradeFigures trade : price(request).getTrades()) {
        trades.add(trade);
        value += trade.getPresentValue();
        Breakdown.profits(trade, PortfolioReport.STRESS).forEach((i, gain) -> stresses[i] += gain);
      }
    }
    assertThat(trades).hasSize(whole.size());
    assertThat(value).isCloseTo(whole.value(), within(0.01));
    for (int i = 0; i < stresses.length; i++) {
      assertThat(stresses[i]).isCloseTo(whole.stressOutcomes().get(i).profit(), within(0.01));
    }
  }

  @Test
  void aTradeHasTheSameFiguresInABlockAndInTheWholeBook() throws IOException {
    List<byte[]> payloads = new Valuation(book, 20).payloads();
    for (int block = 0; block < payloads.size(); block += 3) {
      List<TradeFigures> inBlock = price(read(payloads.get(block))).getTrades();
      List<TradeFigures> inWhole = whole.trades().subList(block * 20, block * 20 + 20);
      assertThat(JSON.writeValueAsString(inBlock)).isEqualTo(JSON.writeValueAsString(inWhole));
    }
  }

  @Test
  void everyTradeOfTheBundledBookHasAValue() throws IOException {
    Book bundled = Book.bundled();
    PricingRequest request = read(new Valuation(bundled, 2_500).payloads().get(0));
    request.setScenarioSets(List.of());
    List<TradeFigures> trades = price(request).getTrades();
    assertThat(trades).hasSize(2_500);
    assertThat(trades).extracting(TradeFigures::getId).doesNotHaveDuplicates();
    assertThat(trades)
        .allSatisfy(trade -> assertThat(trade.getPresentValue()).isFinite().isNotZero());
  }

  @Test
  void everyTradeOfTheBookHasFigures() {
    assertThat(whole.size()).isEqualTo(500);
    assertThat(whole.scenarios()).isEqualTo(262);
    assertThat(whole.trades())
        .extracting(TradeFigures::getLine)
        .isEqualTo(book.lines().stream().map(Book.Line::number).toList());
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
    StringWriter written = new StringWriter();
    TextReport.print(whole, new PrintWriter(written));
    String text = written.toString();
    assertThat(text.lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100).matches("\\p{Print}*"));
    assertThat(text)
        .contains("PORTFOLIO OF 500 TRADES ON 30 SEPTEMBER 2026, IN USD", "131,500 prices")
        .contains("Value at risk, 95%", "Expected shortfall", "Rates -100 bp", "FX forward")
        .doesNotContain("NaN");
  }

  @Test
  void theCsvHasALineForEachTrade() throws IOException {
    List<String> lines = Files.readAllLines(whole.write(folder.resolve("new")).csv());
    assertThat(lines).hasSize(501);
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
  void aMachineThatCannotDrawStillGetsItsCsv() throws IOException {
    ReportFiles files =
        ReportFiles.write(
            whole,
            folder,
            (report, file) -> {
              throw new NoClassDefFoundError("sun.font.SunFontManager");
            });
    assertThat(files.csv()).isNotEmptyFile();
    assertThat(files.chart()).isInstanceOf(ReportFiles.NotDrawn.class);
    assertThat(((ReportFiles.NotDrawn) files.chart()).reason()).contains("install a font");
  }

  @Test
  void theChartIsAPngWithSomethingOnIt() throws IOException {
    ReportFiles files = whole.write(folder);
    assertThat(files.chart()).isEqualTo(new ReportFiles.Drawn(folder.resolve("chart.png")));
    BufferedImage image = ImageIO.read(folder.resolve("chart.png").toFile());
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
