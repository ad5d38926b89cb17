package io.htcgrid.runtime.handlers;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** Cannot be made. */
public final class FailingInit implements RequestHandler<String, String> {

  public FailingInit() {
    System.out.println("looking for the model");
    throw new IllegalStateException("the model is missing");
  }

  @Override
  public String handleRequest(String input, Context context) {
    return input;
  }
}
