package io.htcgrid.examples.portfolio;

import com.opengamma.strata.basics.ReferenceData;
import com.opengamma.strata.basics.currency.MultiCurrencyAmount;
import com.opengamma.strata.market.sensitivity.PointSensitivities;
import com.opengamma.strata.pricer.deposit.DiscountingTermDepositTradePricer;
import com.opengamma.strata.pricer.fra.DiscountingFraTradePricer;
import com.opengamma.strata.pricer.fx.DiscountingFxSingleTradePricer;
import com.opengamma.strata.pricer.fx.DiscountingFxSwapTradePricer;
import com.opengamma.strata.pricer.rate.RatesProvider;
import com.opengamma.strata.pricer.swap.DiscountingSwapTradePricer;
import com.opengamma.strata.product.Trade;
import com.opengamma.strata.product.deposit.ResolvedTermDepositTrade;
import com.opengamma.strata.product.deposit.TermDepositTrade;
import com.opengamma.strata.product.fra.FraTrade;
import com.opengamma.strata.product.fra.ResolvedFraTrade;
import com.opengamma.strata.product.fx.FxSingleTrade;
import com.opengamma.strata.product.fx.FxSwapTrade;
import com.opengamma.strata.product.fx.ResolvedFxSingleTrade;
import com.opengamma.strata.product.fx.ResolvedFxSwapTrade;
import com.opengamma.strata.product.swap.ResolvedSwapTrade;
import com.opengamma.strata.product.swap.SwapTrade;

/**
 * A trade whose dates and cash flows are worked out once, so that pricing it in one market after
 * another repeats none of that.
 */
sealed interface PriceableTrade {
  /** What the report calls this kind of trade. */
  String product();

  /** What it is worth in this market, by currency. */
  MultiCurrencyAmount presentValue(RatesProvider market);

  /** How that changes with each rate it depends on. */
  PointSensitivities sensitivity(RatesProvider market);

  /**
   * Resolves a trade.
   *
   * @throws IllegalArgumentException if the trade is of a kind that this example does not price
   */
  static PriceableTrade of(Trade trade, ReferenceData calendars) {
    if (trade instanceof SwapTrade swap) {
      return new Swap(swap.resolve(calendars));
    } else if (trade instanceof FraTrade fra) {
      return new Fra(fra.resolve(calendars));
    } else if (trade instanceof TermDepositTrade deposit) {
      return new Deposit(deposit.resolve(calendars));
    } else if (trade instanceof FxSingleTrade single) {
      return new FxSingle(single.resolve(calendars));
    } else if (trade instanceof FxSwapTrade swap) {
      return new FxSwap(swap.resolve(calendars));
    }
    throw new IllegalArgumentException(
        "a " + trade.getClass().getSimpleName() + " is not a kind of trade this example prices");
  }

  /** An interest rate swap. */
  record Swap(ResolvedSwapTrade trade) implements PriceableTrade {
    @Override
    public String product() {
      return "Swap";
    }

    @Override
    public MultiCurrencyAmount presentValue(RatesProvider market) {
      return DiscountingSwapTradePricer.DEFAULT.presentValue(trade, market);
    }

    @Override
    public PointSensitivities sensitivity(RatesProvider market) {
      return DiscountingSwapTradePricer.DEFAULT.presentValueSensitivity(trade, market);
    }
  }

  /** A forward rate agreement. */
  record Fra(ResolvedFraTrade trade) implements PriceableTrade {
    @Override
    public String product() {
      return "FRA";
    }

    @Override
    public MultiCurrencyAmount presentValue(RatesProvider market) {
      return MultiCurrencyAmount.of(DiscountingFraTradePricer.DEFAULT.presentValue(trade, market));
    }

    @Override
    public PointSensitivities sensitivity(RatesProvider market) {
      return DiscountingFraTradePricer.DEFAULT.presentValueSensitivity(trade, market);
    }
  }

  /** A loan or deposit for a fixed term. */
  record Deposit(ResolvedTermDepositTrade trade) implements PriceableTrade {
    @Override
    public String product() {
      return "Deposit";
    }

    @Override
    public MultiCurrencyAmount presentValue(RatesProvider market) {
      return MultiCurrencyAmount.of(
          DiscountingTermDepositTradePricer.DEFAULT.presentValue(trade, market));
    }

    @Override
    public PointSensitivities sensitivity(RatesProvider market) {
      return DiscountingTermDepositTradePricer.DEFAULT.presentValueSensitivity(trade, market);
    }
  }

  /** An exchange of two currencies on a day to come. */
  record FxSingle(ResolvedFxSingleTrade trade) implements PriceableTrade {
    @Override
    public String product() {
      return "FX forward";
    }

    @Override
    public MultiCurrencyAmount presentValue(RatesProvider market) {
      return DiscountingFxSingleTradePricer.DEFAULT.presentValue(trade, market);
    }

    @Override
    public PointSensitivities sensitivity(RatesProvider market) {
      return DiscountingFxSingleTradePricer.DEFAULT.presentValueSensitivity(trade, market);
    }
  }

  /** An exchange of two currencies, and back. */
  record FxSwap(ResolvedFxSwapTrade trade) implements PriceableTrade {
    @Override
    public String product() {
      return "FX swap";
    }

    @Override
    public MultiCurrencyAmount presentValue(RatesProvider market) {
      return DiscountingFxSwapTradePricer.DEFAULT.presentValue(trade, market);
    }

    @Override
    public PointSensitivities sensitivity(RatesProvider market) {
      return DiscountingFxSwapTradePricer.DEFAULT.presentValueSensitivity(trade, market);
    }
  }
}
