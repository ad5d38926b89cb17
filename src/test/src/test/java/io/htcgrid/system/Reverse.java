package io.htcgrid.system;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;

/**
 * An unmodified Lambda handler: gives back its text reversed, fails on "bad", and dies on "crash".
 */
public final class Reverse implements RequestHandler<String, String> {
  @Override
  public String handleRequest(String input, Context context) {
    if (input.equals("bad")) {
      throw new IllegalArgumentException("bad input, says the function");
    }
    if (input.equals("crash")) {
      Runtime.getRuntime().halt(3);
    }
    return new StringBuilder(input).reverse().toString();
  }
}
