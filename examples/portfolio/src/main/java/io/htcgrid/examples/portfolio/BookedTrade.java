package io.htcgrid.examples.portfolio;

import com.google.common.io.CharSource;
import com.opengamma.strata.basics.StandardId;
import com.opengamma.strata.collect.result.FailureAttributeKeys;
import com.opengamma.strata.collect.result.FailureItem;
import com.opengamma.strata.collect.result.ValueWithFailures;
import com.opengamma.strata.loader.csv.TradeCsvLoader;
import com.opengamma.strata.product.Trade;
import com.opengamma.strata.product.deposit.TermDepositTrade;
import com.opengamma.strata.product.fra.FraTrade;
import com.opengamma.strata.product.fx.FxSingleTrade;
import com.opengamma.strata.product.fx.FxSwapTrade;
import com.opengamma.strata.product.swap.SwapTrade;
import java.util.ArrayList;
import java.util.List;

/**
 * A trade and where it stands in the book.
 *
 * @param line its line in the book; the header is line 1
 * @param trade the trade itself
 */
record BookedTrade(int line, Trade trade) {

  /**
   * The trades of a block.
   *
   * @throws IllegalArgumentException if the request is malformed or a line is not a trade; the
   *     message names the first such line by its number in the book
   */
  static List<BookedTrade> parse(PricingRequest request) {
    List<String> lines = request.getLines();
    List<Integer> numbers = request.getLineNumbers();
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("The request has no trades: its 'lines' are empty");
    }
    if (lines.size() != numbers.size()) {
      throw new IllegalArgumentException(
          "The request has " + lines.size() + " 'lines' but " + numbers.size() + " 'lineNumbers'");
    }
    CharSource csv = CharSource.wrap(request.getHeader() + "\n" + String.join("\n", lines) + "\n");
    ValueWithFailures<List<Trade>> parsed = TradeCsvLoader.standard().parse(List.of(csv));
    for (FailureItem failure : parsed.getFailures()) {
      throw new IllegalArgumentException(describe(failure, numbers));
    }
    List<Trade> trades = parsed.getValue();
    if (trades.size() != lines.size()) {
      throw new IllegalArgumentException(
          "From line "
              + numbers.get(0)
              + " of the book, "
              + lines.size()
              + " lines are "
              + trades.size()
              + " trades; one line must be one trade");
    }
    List<BookedTrade> booked = new ArrayList<>();
    for (int i = 0; i < trades.size(); i++) {
      booked.add(new BookedTrade(numbers.get(i), trades.get(i)));
    }
    return booked;
  }

  private static String describe(FailureItem failure, List<Integer> numbers) {
    String inBlock = failure.getAttributes().get(FailureAttributeKeys.LINE_NUMBER);
    if (inBlock == null) {
      return "The block from line "
          + numbers.get(0)
          + " of the book cannot be read: "
          + failure.getMessage();
    }
    // The header is the block's line 1.
    int line = numbers.get(Integer.parseInt(inBlock) - 2);
    String why =
        failure
            .getMessage()
            .replaceFirst("^CSV trade file '[^']*' ", "")
            .replaceFirst(" at line " + inBlock, "");
    return "Line " + line + " of the book is not a trade: " + why;
  }

  /** The trade's id, without its scheme. */
  String id() {
    return trade.getInfo().getId().map(StandardId::getValue).orElse("line-" + line);
  }

  /** The currency of the trade, or its pair. */
  String currency() {
    if (trade instanceof SwapTrade swap) {
      return swap.getProduct().getLegs().get(0).getCurrency().getCode();
    } else if (trade instanceof FraTrade fra) {
      return fra.getProduct().getCurrency().getCode();
    } else if (trade instanceof TermDepositTrade deposit) {
      return deposit.getProduct().getCurrency().getCode();
    } else if (trade instanceof FxSingleTrade single) {
      return single.getProduct().getCurrencyPair().toConventional().toString();
    } else if (trade instanceof FxSwapTrade swap) {
      return swap.getProduct().getNearLeg().getCurrencyPair().toConventional().toString();
    }
    return "";
  }
}
