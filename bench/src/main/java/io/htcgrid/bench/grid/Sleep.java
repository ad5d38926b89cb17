package io.htcgrid.bench.grid;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/**
 * A function that sleeps for as many milliseconds as its payload says, a whole number. Its result
 * is when it began and when it ended, in milliseconds since 1970, with a space between.
 */
public final class Sleep implements RequestStreamHandler {
  private final InstantSource clock = InstantSource.system();

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    long begin = clock.millis();
    String millis = new String(input.readAllBytes(), StandardCharsets.UTF_8).strip();
    Wait.nanos(TimeUnit.MILLISECONDS.toNanos(Long.parseLong(millis)));
    output.write((begin + " " + clock.millis()).getBytes(StandardCharsets.UTF_8));
  }
}
