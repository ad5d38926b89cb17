package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.io.CharSource;
import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import com.opengamma.strata.collect.io.CsvFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScenarioTest {
  private static final String SOFR = "USD-FIXED-1Y-SOFR-OIS";

  private static double[] profits(String line, Scenario... scenarios) {
    BlockPricer pricer = new BlockPricer(Market.load(), Map.of("test", List.of(scenarios)));
    PricingRequest request = SampleTrades.request(line);
    request.setScenarioSets(List.of("test"));
    PricingResult result = pricer.price(request);
    assertThat(result.getScenarios().get("test")).hasSize(scenarios.length);
    return result.getTrades().get(0).getProfits().getOrDefault("test", new double[0]);
  }

  @Test
  void whoPaysFixedGainsWhenRatesRise() {
    Scenario up = SampleTrades.rates("up", 50);
    Scenario down = SampleTrades.rates("down", -50);
    double[] payer = profits(SampleTrades.swap("S", "Buy", SOFR, 3.4), up, down);
    assertThat(payer[0]).isPositive();
    assertThat(payer[1]).isNegative();
    double[] receiver = profits(SampleTrades.swap("S", "Sell", SOFR, 3.4), up, down);
    assertThat(receiver[0]).isEqualTo(-payer[0]);
    assertThat(receiver[1]).isEqualTo(-payer[1]);
  }

  @Test
  void whoLentLosesWhenRatesRise() {
    double[] placed =
        profits(
            SampleTrades.deposit("D", "Buy", "USD-Deposit-T2", "2026-09-03", "2027-09-03"),
            SampleTrades.rates("up", 100));
    // About 5 million for 0.93 years at 1% more.
    assertThat(placed[0]).isBetween(-49_000.0, -44_000.0);
  }

  @Test
  void aCurrencyBoughtForwardGainsWithItsRate() {
    Map<CurrencyPair, Double> moves = new HashMap<>(SampleTrades.still());
    moves.put(CurrencyPair.parse("EUR/USD"), 10.0);
    Scenario stronger = new Scenario("euro +10%", Map.of(), Map.of(), moves);
    String line = SampleTrades.forward("F", "Buy", "EUR/USD", 1.165, "2027-05-14");
    double euros =
        10e6 * new ZeroCurve(SampleCurve.EUR).discountFactor(java.time.LocalDate.of(2027, 5, 14));
    assertThat(profits(line, stronger)[0]).isCloseTo(euros * 0.1165, within(0.02));
  }

  @Test
  void onlyTheCurrencyNamedMoves() {
    Scenario euros =
        new Scenario("euro", Map.of(Currency.EUR, 50.0), Map.of(), SampleTrades.still());
    assertThat(profits(SampleTrades.swap("S", "Buy", SOFR, 3.4), euros)[0]).isZero();
    assertThat(profits(SampleTrades.fra("F", "Buy", 2), euros)[0]).isPositive();
  }

  @Test
  void aMarketThatStaysGainsNothing() {
    assertThat(profits(SampleTrades.fxSwap("S", "Buy"), SampleTrades.rates("still", 0)))
        .containsExactly(0);
  }

  @Test
  void pv01IsWhatABumpOfOneBasisPointGains() {
    for (String line :
        List.of(
            SampleTrades.swap("S", "Buy", SOFR, 3.4),
            SampleTrades.swap("E", "Sell", "EUR-FIXED-1Y-EURIBOR-3M", 2.2),
            SampleTrades.fra("F", "Buy", 2),
            SampleTrades.deposit("D", "Buy", "GBP-Deposit-T0", "2026-09-03", "2027-03-03"),
            SampleTrades.forward("X", "Sell", "USD/JPY", 148, "2027-05-14"))) {
      double pv01 =
          new BlockPricer(Market.load(), Map.of())
              .price(SampleTrades.request(line))
              .getTrades()
              .get(0)
              .getPv01();
      double bumped = profits(line, SampleTrades.rates("+1", 1))[0];
      assertThat(pv01).as(line).isCloseTo(bumped, within(Math.abs(bumped) * 0.005 + 0.05));
    }
  }

  @Test
  void aSlopeTurnsTheCurveAroundFiveYears() {
    assertThat(Scenario.shift(0, 10, 40)).isEqualTo(-10);
    assertThat(Scenario.shift(5, 10, 40)).isEqualTo(10);
    assertThat(Scenario.shift(10, 10, 40)).isEqualTo(30);
    assertThat(Scenario.shift(30, 10, 40)).isEqualTo(30);
  }

  @Test
  void theScenariosThatShipAreAYearOfDaysAndADozenStresses() {
    Map<String, List<Scenario>> sets = ScenarioFile.load();
    assertThat(sets).containsOnlyKeys("days", "stress");
    assertThat(sets.get("days")).hasSize(250);
    assertThat(sets.get("stress")).hasSize(12).extracting(Scenario::name).doesNotHaveDuplicates();
  }

  @Test
  void aBadFigureInTheScenarioFileIsNamedByItsLine() {
    CsvFile file =
        CsvFile.of(
            CharSource.wrap("Set,Scenario,USD Level bp\nstress,fine,1.0\nstress,bad,one\n"), true);
    assertThatThrownBy(() -> ScenarioFile.parse(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3");
  }
}
