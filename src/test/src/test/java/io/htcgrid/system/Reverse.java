package io.htcgrid.system;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/** An unmodified Lambda handler: gives back its text reversed, and fails on "bad". */
public final class Reverse implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String input, Context context) {
    if (input.equals("bad")) {
      throw new IllegalArgumentException("bad input, says the function");
    }
    return new StringBuilder(input).reverse().toString();
  }
}
