package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.currency.Currency;
import com.opengamma.strata.basics.currency.CurrencyPair;
import com.opengamma.strata.basics.date.HolidayCalendar;
import com.opengamma.strata.basics.date.HolidayCalendarId;
import com.opengamma.strata.basics.date.HolidayCalendars;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** Makes the example's book: a bank's mixture of trades, the swaps of up to three years of age. */
final class BookGenerator {
  static final int TRADES = 2_500;

  private static final String HEADER =
      "Strata Trade Type,Id Scheme,Id,Trade Date,Convention,Buy Sell,Currency,Notional,Fixed Rate,"
          + "Start Date,End Date,FX Rate,Payment Date,Far FX Rate,Far Payment Date";
  private static final long SEED = 2_500;
  private static final LocalDate TODAY = MarketGenerator.VALUATION_DATE;
  private static final int[] SWAP_YEARS = {1, 2, 2, 3, 3, 4, 5, 5, 5, 7, 7, 10, 10, 12, 15, 20, 30};

  /** A way to trade: how often it is drawn, its convention, and the curve that its rate is near. */
  private record Kind(int weight, String type, String convention, String curve) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(13, "Swap", "USD-FIXED-1Y-SOFR-OIS", "USD-SOFR"),
          new Kind(6, "Swap", "EUR-FIXED-1Y-ESTR-OIS", "EUR-ESTR"),
          new Kind(5, "Swap", "EUR-FIXED-1Y-EURIBOR-3M", "EUR-EURIBOR-3M"),
          new Kind(8, "Swap", "EUR-FIXED-1Y-EURIBOR-6M", "EUR-EURIBOR-6M"),
          new Kind(7, "Swap", "GBP-FIXED-1Y-SONIA-OIS", "GBP-SONIA"),
          new Kind(5, "Swap", "JPY-FIXED-1Y-TONAR-OIS", "JPY-TONAR"),
          new Kind(3, "Swap", "CHF-FIXED-1Y-SARON-OIS", "CHF-SARON"),
          new Kind(6, "Fra", "EUR-EURIBOR-3M", "EUR-EURIBOR-3M"),
          new Kind(7, "Fra", "EUR-EURIBOR-6M", "EUR-EURIBOR-6M"),
          new Kind(5, "TermDeposit", "USD-Deposit-T2", "USD-SOFR"),
          new Kind(4, "TermDeposit", "EUR-Deposit-T2", "EUR-ESTR"),
          new Kind(3, "TermDeposit", "GBP-Deposit-T0", "GBP-SONIA"),
          new Kind(2, "TermDeposit", "CHF-Deposit-T2", "CHF-SARON"),
          new Kind(7, "FxSingle", "EUR/USD", ""),
          new Kind(4, "FxSingle", "GBP/USD", ""),
          new Kind(4, "FxSingle", "USD/JPY", ""),
          new Kind(2, "FxSingle", "USD/CHF", ""),
          new Kind(4, "FxSwap", "EUR/USD", ""),
          new Kind(3, "FxSwap", "GBP/USD", ""),
          new Kind(2, "FxSwap", "USD/JPY", ""));

  private final Random random = new Random(SEED);
  private final StringBuilder csv = new StringBuilder(HEADER).append('\n');

  private BookGenerator() {}

  static String book() {
    BookGenerator generator = new BookGenerator();
    for (int i = 1; i <= TRADES; i++) {
      generator.trade(i, generator.draw());
    }
    return generator.csv.toString();
  }

  private Kind draw() {
    int ticket = random.nextInt(KINDS.stream().mapToInt(Kind::weight).sum());
    for (Kind kind : KINDS) {
      ticket -= kind.weight();
      if (ticket < 0) {
        return kind;
      }
    }
    throw new IllegalStateException("The tickets do not add up");
  }

  private void trade(int number, Kind kind) {
    String id = String.format(Locale.ROOT, "T%05d", number);
    switch (kind.type()) {
      case "Swap" -> swap(id, kind);
      case "Fra" -> fra(id, kind);
      case "TermDeposit" -> deposit(id, kind);
      case "FxSingle" -> fxSingle(id, kind);
      case "FxSwap" -> fxSwap(id, kind);
      default -> throw new IllegalStateException("Unknown type " + kind.type());
    }
  }

  private void swap(String id, Kind kind) {
    HolidayCalendar calendar = calendar(currencyOf(kind));
    LocalDate traded;
    LocalDate end;
    int years;
    do {
      years = SWAP_YEARS[random.nextInt(SWAP_YEARS.length)];
      traded = calendar.previousOrSame(TODAY.minusDays(age()));
      end = calendar.shift(traded, 2).plusYears(years);
    } while (ChronoUnit.DAYS.between(TODAY, end) < 60);
    double noise = (kind.curve().startsWith("JPY") || kind.curve().startsWith("CHF")) ? 0.15 : 0.35;
    String rate = rate(kind, end, noise);
    row(id, kind, traded, millions(currencyOf(kind), 5, 60, years), rate);
    csv.append(calendar.shift(traded, 2)).append(',').append(end).append(",,,,\n");
  }

  /** Days since a swap was traded: most are young, a quarter is older than a year. */
  private int age() {
    double draw = random.nextDouble();
    return (int) (1_000 * draw * draw * draw);
  }

  private void fra(String id, Kind kind) {
    HolidayCalendar calendar = calendar(Currency.EUR);
    LocalDate traded = calendar.previousOrSame(TODAY.minusDays(random.nextInt(180)));
    LocalDate start = calendar.nextOrSame(TODAY.plusDays(7 + random.nextInt(540)));
    LocalDate end = start.plusMonths(kind.convention().endsWith("3M") ? 3 : 6);
    row(id, kind, traded, millions(Currency.EUR, 5, 50, 1), rate(kind, end, 0.12));
    csv.append(start).append(',').append(end).append(",,,,\n");
  }

  private void deposit(String id, Kind kind) {
    HolidayCalendar calendar = calendar(currencyOf(kind));
    LocalDate start = calendar.nextOrSame(TODAY.plusDays(2 + random.nextInt(90) - 60));
    LocalDate end = calendar.nextOrSame(TODAY.plusDays(20 + random.nextInt(360)));
    LocalDate traded = calendar.shift(start.isAfter(TODAY) ? TODAY : start, -2);
    if (!end.isAfter(start)) {
      end = calendar.nextOrSame(start.plusDays(30));
    }
    row(id, kind, traded, millions(currencyOf(kind), 1, 8, 1), rate(kind, end, 0.15));
    csv.append(start).append(',').append(end).append(",,,,\n");
  }

  private void fxSingle(String id, Kind kind) {
    CurrencyPair pair = CurrencyPair.parse(kind.convention());
    HolidayCalendar calendar = calendar(pair);
    LocalDate traded = calendar.previousOrSame(TODAY.minusDays(random.nextInt(250)));
    LocalDate paid = calendar.nextOrSame(TODAY.plusDays(3 + random.nextInt(540)));
    row(id, kind, traded, millions(pair.getBase(), 1, 25, 1), "");
    csv.append(",,").append(forward(pair, paid, 0.025)).append(',').append(paid).append(",,\n");
  }

  private void fxSwap(String id, Kind kind) {
    CurrencyPair pair = CurrencyPair.parse(kind.convention());
    HolidayCalendar calendar = calendar(pair);
    LocalDate traded = calendar.previousOrSame(TODAY.minusDays(random.nextInt(20)));
    LocalDate near = calendar.nextOrSame(TODAY.plusDays(2 + random.nextInt(30)));
    LocalDate far = calendar.nextOrSame(near.plusDays(30 + random.nextInt(330)));
    row(id, kind, traded, millions(pair.getBase(), 5, 50, 1), "");
    csv.append(",,").append(forward(pair, near, 0.005)).append(',').append(near);
    csv.append(',').append(forward(pair, far, 0.005)).append(',').append(far).append('\n');
  }

  private void row(String id, Kind kind, LocalDate traded, String notional, String fixedRate) {
    // Strata takes the currency from the convention, and refuses it twice, except for FX.
    String currency = kind.type().startsWith("Fx") ? currencyOf(kind).getCode() : "";
    csv.append(kind.type()).append(",BOOK,").append(id).append(',').append(traded).append(',');
    csv.append(kind.convention()).append(',').append(random.nextBoolean() ? "Buy" : "Sell");
    csv.append(',').append(currency).append(',').append(notional).append(',').append(fixedRate);
    csv.append(',');
  }

  /** The currency of the notional: the base of a pair. */
  private static Currency currencyOf(Kind kind) {
    return Currency.of(kind.convention().substring(0, 3));
  }

  /** A notional in steps of half a million; longer trades are smaller, yen have two more zeros. */
  private String millions(Currency currency, int least, int most, int years) {
    double scale = 1 / StrictMath.sqrt(years);
    long halves = Math.max(1, Math.round(2 * scale * (least + random.nextInt(most - least))));
    return Long.toString(halves * (currency.equals(Currency.JPY) ? 50_000_000L : 500_000L));
  }

  /** A rate in percent that was fair once: near the curve's. */
  private String rate(Kind kind, LocalDate end, double noise) {
    SampleCurve curve =
        SampleCurve.ALL.stream()
            .filter(candidate -> candidate.name().equals(kind.curve()))
            .findFirst()
            .orElseThrow();
    double years = ChronoUnit.DAYS.between(TODAY, end) / 365.0;
    return String.format(Locale.ROOT, "%.3f", curve.rate(years) + noise * random.nextGaussian());
  }

  /** A forward that was fair once: spot carried by the two currencies' rates, with noise. */
  private String forward(CurrencyPair pair, LocalDate date, double noise) {
    Map<CurrencyPair, Double> spots = MarketGenerator.spotRates();
    double spot = spots.getOrDefault(pair, Double.NaN);
    double years = ChronoUnit.DAYS.between(TODAY, date) / 365.0;
    double carry =
        SampleCurve.discounting(pair.getCounter()).rate(years)
            - SampleCurve.discounting(pair.getBase()).rate(years);
    double rate = spot * StrictMath.exp(carry / 100 * years) * (1 + noise * random.nextGaussian());
    return String.format(
        Locale.ROOT, pair.getCounter().equals(Currency.JPY) ? "%.2f" : "%.4f", rate);
  }

  private static HolidayCalendar calendar(CurrencyPair pair) {
    return calendar(pair.getBase()).combinedWith(calendar(pair.getCounter()));
  }

  private static HolidayCalendar calendar(Currency currency) {
    return HolidayCalendars.of(HolidayCalendarId.defaultByCurrency(currency).getName());
  }
}
