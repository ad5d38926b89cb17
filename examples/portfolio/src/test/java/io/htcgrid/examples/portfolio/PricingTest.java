package io.htcgrid.examples.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values against figures worked out by hand from the same rates. */
class PricingTest {
  private static final BlockPricer PRICER = new BlockPricer(Market.load(), Map.of());
  private static final ZeroCurve USD = new ZeroCurve(SampleCurve.USD);
  private static final ZeroCurve EUR = new ZeroCurve(SampleCurve.EUR);
  private static final ZeroCurve EURIBOR = new ZeroCurve(SampleCurve.EURIBOR_3M);
  private static final double EUR_USD = 1.1650;

  private static TradeFigures price(String line) {
    return PRICER.price(SampleTrades.request(line)).getTrades().get(0);
  }

  @Test
  void aForwardIsWorthItsTwoPaymentsDiscounted() {
    LocalDate date = LocalDate.of(2027, 5, 14);
    double expected =
        10e6 * EUR_USD * EUR.discountFactor(date) - 10e6 * 1.20 * USD.discountFactor(date);
    TradeFigures figures = price(SampleTrades.forward("F", "Buy", "EUR/USD", 1.20, "2027-05-14"));
    assertThat(figures.getPresentValue()).isCloseTo(expected, within(0.01));
    assertThat(figures.getProduct()).isEqualTo("FX forward");
    assertThat(figures.getCurrency()).isEqualTo("EUR/USD");
  }

  @Test
  void anFxSwapIsWorthItsFourPaymentsDiscounted() {
    LocalDate near = LocalDate.of(2026, 10, 15);
    LocalDate far = LocalDate.of(2027, 4, 15);
    double expected =
        10e6 * EUR_USD * (EUR.discountFactor(near) - EUR.discountFactor(far))
            - 10e6 * (1.165 * USD.discountFactor(near) - 1.17 * USD.discountFactor(far));
    TradeFigures figures = price(SampleTrades.fxSwap("S", "Buy"));
    assertThat(figures.getPresentValue()).isCloseTo(expected, within(0.01));
    assertThat(figures.getProduct()).isEqualTo("FX swap");
  }

  @Test
  void aRunningDepositIsWorthWhatItWillPay() {
    LocalDate start = LocalDate.of(2026, 9, 3);
    LocalDate end = LocalDate.of(2027, 3, 3);
    double days = end.toEpochDay() - start.toEpochDay();
    double expected = 5e6 * (1 + 0.035 * days / 360) * USD.discountFactor(end);
    TradeFigures lent =
        price(SampleTrades.deposit("D", "Sell", "USD-Deposit-T2", "2026-09-03", "2027-03-03"));
    assertThat(lent.getPresentValue()).isCloseTo(-expected, within(0.01));
    TradeFigures placed =
        price(SampleTrades.deposit("D", "Buy", "USD-Deposit-T2", "2026-09-03", "2027-03-03"));
    assertThat(placed.getPresentValue()).isCloseTo(expected, within(0.01));
  }

  @Test
  void aForwardRateAgreementIsWorthItsRateDifference() {
    LocalDate start = LocalDate.of(2027, 3, 15);
    LocalDate end = LocalDate.of(2027, 6, 15);
    double year = (end.toEpochDay() - start.toEpochDay()) / 360.0;
    double forward = (EURIBOR.discountFactor(start) / EURIBOR.discountFactor(end) - 1) / year;
    double expected =
        20e6
            * (forward - 0.019)
            * year
            / (1 + forward * year)
            * EUR.discountFactor(start)
            * EUR_USD;
    TradeFigures figures = price(SampleTrades.fra("F", "Buy", 1.9));
    assertThat(figures.getPresentValue()).isCloseTo(expected, within(0.5));
    assertThat(figures.getPresentValue()).isPositive();
  }

  @Test
  void aSwapAtTheParRateIsWorthNothing() {
    // Annual payments, adjusted for weekends; the small rest is holidays and the payment lag.
    LocalDate start = LocalDate.of(2026, 9, 30);
    double annuity = 0;
    LocalDate before = start;
    for (int year = 1; year <= 5; year++) {
      LocalDate paid = weekday(start.plusYears(year));
      annuity += (paid.toEpochDay() - before.toEpochDay()) / 360.0 * USD.discountFactor(paid);
      before = paid;
    }
    double par = (USD.discountFactor(start) - USD.discountFactor(before)) / annuity;
    TradeFigures figures = price(SampleTrades.swap("S", "Buy", "USD-FIXED-1Y-SOFR-OIS", par * 100));
    double oneBasisPoint = 10e6 * 1e-4 * annuity;
    assertThat(figures.getPresentValue()).isCloseTo(0, within(0.05 * oneBasisPoint));
  }

  @Test
  void payingOnePercentLessThanParIsWorthOnePercentOfTheAnnuity() {
    double pays4 =
        price(SampleTrades.swap("S", "Buy", "USD-FIXED-1Y-SOFR-OIS", 4)).getPresentValue();
    double pays3 =
        price(SampleTrades.swap("S", "Buy", "USD-FIXED-1Y-SOFR-OIS", 3)).getPresentValue();
    // Five payments of 1% of ten million, discounted at about 3.4%.
    assertThat(pays3 - pays4).isBetween(455_000.0, 468_000.0);
  }

  @Test
  void whatOneSideGainsTheOtherLoses() {
    double bought =
        price(SampleTrades.swap("S", "Buy", "EUR-FIXED-1Y-EURIBOR-6M", 2.9)).getPresentValue();
    double sold =
        price(SampleTrades.swap("S", "Sell", "EUR-FIXED-1Y-EURIBOR-6M", 2.9)).getPresentValue();
    assertThat(bought).isNegative().isEqualTo(-sold);
  }

  private static LocalDate weekday(LocalDate date) {
    return switch (date.getDayOfWeek()) {
      case SATURDAY -> date.minusDays(1);
      case SUNDAY -> date.minusDays(2);
      case MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY -> date;
    };
  }
}
