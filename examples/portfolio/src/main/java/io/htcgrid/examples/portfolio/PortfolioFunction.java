package io.htcgrid.examples.portfolio;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/**
 * The Lambda function: prices a block of trades. An ordinary Java handler that knows nothing of the
 * grid; it runs the same on AWS Lambda. Market and scenarios are read when the process starts, not
 * with every request.
 */
public final class PortfolioFunction implements RequestHandler<PricingRequest, PricingResult> {
  private final BlockPricer pricer = new BlockPricer(Market.load(), ScenarioFile.load());

  /**
   * Prices each trade of the request in the market as it is and in every scenario.
   *
   * @throws IllegalArgumentException if a line is not a trade or a scenario set is unknown; the
   *     message names it
   */
  @Override
  public PricingResult handleRequest(PricingRequest request, Context context) {
    return pricer.price(request);
  }
}
