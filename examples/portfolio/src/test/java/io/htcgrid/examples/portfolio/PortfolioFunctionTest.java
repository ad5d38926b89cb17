package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortfolioFunctionTest {
  private static final BlockPricer PRICER = new BlockPricer(Market.load(), Map.of());
  private static final String GOOD = SampleTrades.swap("GOOD", "Buy", "USD-FIXED-1Y-SOFR-OIS", 3.4);

  private static void assertRefused(PricingRequest request, String... parts) {
    assertThatThrownBy(() -> PRICER.price(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void aLineThatIsNotATradeIsNamedByItsNumberInTheBook() {
    PricingRequest request =
        SampleTrades.request(GOOD, GOOD.replace("GOOD", "BAD").replace(",Buy,", ",Maybe,"));
    request.setLineNumbers(List.of(816, 817));
    assertRefused(request, "Line 817 of the book is not a trade", "Maybe");
  }

  @Test
  void anUnknownConventionIsNamedByItsLine() {
    PricingRequest request = SampleTrades.request(GOOD.replace("SOFR", "SOFT"));
    request.setLineNumbers(List.of(41));
    assertRefused(request, "Line 41", "USD-FIXED-1Y-SOFT-OIS");
  }

  @Test
  void anUnknownTypeOfTradeIsNamedByItsLine() {
    assertRefused(
        SampleTrades.request(GOOD, GOOD.replace("Swap,", "Swop,")),
        "Line 3 of the book is not a trade: contained unknown trade type 'Swop'");
  }

  @Test
  void aTradeWithoutACurveIsNamedByItsLineAndId() {
    PricingRequest request =
        SampleTrades.request(SampleTrades.swap("FUNDS", "Buy", "USD-FIXED-1Y-FED-FUND-OIS", 3.4));
    request.setLineNumbers(List.of(9));
    assertRefused(request, "Line 9 of the book, trade FUNDS, cannot be priced", "USD-FED-FUND");
  }

  @Test
  void aBulletPaymentIsAKindThatTheExampleDoesNotPrice() {
    PricingRequest request =
        SampleTrades.request("Bullet,T,B1,2026-09-28,,Buy,,USD,1000,2026-12-30,Pay");
    request.setHeader(
        "Strata Trade Type,Id Scheme,Id,Trade Date,Convention,Buy Sell,Tenor,Currency,Notional,"
            + "Payment Date,Direction");
    assertRefused(request, "Line 2", "B1", "BulletPayment");
  }

  @Test
  void aRequestWithoutTradesIsRefused() {
    assertRefused(new PricingRequest(), "'lines' are empty");
  }

  @Test
  void aRequestWithoutLineNumbersIsRefused() {
    PricingRequest request = SampleTrades.request(GOOD);
    request.setLineNumbers(List.of());
    assertRefused(request, "1 'lines' but 0 'lineNumbers'");
  }

  @Test
  void anUnknownScenarioSetIsNamed() {
    PricingRequest request = SampleTrades.request(GOOD);
    request.setScenarioSets(List.of("weeks"));
    assertRefused(request, "no scenario set 'weeks'");
  }

  @Test
  void figuresComeInTheOrderOfTheLinesWithTheirPlaces() {
    PricingRequest request =
        SampleTrades.request(
            SampleTrades.fra("B", "Buy", 2), GOOD, SampleTrades.fxSwap("A", "Buy"));
    request.setLineNumbers(List.of(12, 15, 16));
    PricingResult result = new PortfolioFunction().handleRequest(request, new NoContext());
    assertThat(result.getTrades())
        .extracting(TradeFigures::getId)
        .containsExactly("B", "GOOD", "A");
    assertThat(result.getTrades()).extracting(TradeFigures::getLine).containsExactly(12, 15, 16);
    assertThat(result.getCurrency()).isEqualTo("USD");
    assertThat(result.getValuationDate()).isEqualTo("2026-09-30");
  }
}
