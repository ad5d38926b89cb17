package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValuationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PortfolioFunction FUNCTION = new PortfolioFunction();

  private static final Book BOOK =
      new Book(
          SampleTrades.HEADER,
          List.of(
              new Book.Line(2, SampleTrades.fra("A", "Buy", 2)),
              new Book.Line(3, SampleTrades.fra("B", "Sell", 2.1)),
              new Book.Line(5, SampleTrades.fra("C", "Buy", 2.2))));

  private final Valuation valuation = new Valuation(BOOK, 2);

  private byte[] result(int block) throws IOException {
    PricingRequest request = JSON.readValue(valuation.payloads().get(block), PricingRequest.class);
    return JSON.writeValueAsBytes(FUNCTION.handleRequest(request, new NoContext()));
  }

  @Test
  void aPayloadIsAJsonRequest() throws IOException {
    PricingRequest request = JSON.readValue(valuation.payloads().get(1), PricingRequest.class);
    assertThat(request.getLines()).containsExactly(BOOK.lines().get(2).text());
    assertThat(request.getLineNumbers()).containsExactly(5);
    assertThat(request.getScenarioSets()).containsExactly("days", "stress");
  }

  @Test
  void aResultThatComesTwiceCountsOnce() throws IOException {
    valuation.accept(1, result(1));
    valuation.accept(0, result(0));
    valuation.accept(1, result(1));
    assertThat(valuation.report().size()).isEqualTo(3);
  }

  @Test
  void thereIsNoReportWhileABlockIsMissing() throws IOException {
    valuation.accept(0, result(0));
    assertThatThrownBy(valuation::report)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("1 of 2 blocks", "lines 5 to 5");
  }

  @Test
  void theResultOfAnotherBlockIsRefused() throws IOException {
    byte[] other = result(1);
    assertThatThrownBy(() -> valuation.accept(0, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("block 0", "[5]");
  }

  @Test
  void bytesThatAreNoResultAreRefused() {
    byte[] garbage = "{\"trades\": 7".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> valuation.accept(1, garbage))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("block 1");
  }

  @Test
  void blocksOfDifferentMarketsMakeNoReport() throws IOException {
    valuation.accept(0, result(0));
    PricingResult later = JSON.readValue(result(1), PricingResult.class);
    later.setValuationDate("2026-10-01");
    valuation.accept(1, JSON.writeValueAsBytes(later));
    assertThatThrownBy(valuation::report).hasMessageContaining("different markets");
  }
}
