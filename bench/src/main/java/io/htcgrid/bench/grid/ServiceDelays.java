package io.htcgrid.bench.grid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/**
 * Makes each call of a client wait before it is sent, so that services on this machine take as long
 * as those of AWS. Thread-safe; the calling thread waits.
 */
public final class ServiceDelays implements ExecutionInterceptor {
  private final Map<String, DelayRange> ranges;

  private ServiceDelays(Map<String, DelayRange> ranges) {
    this.ranges = ranges;
  }

  /** Of a file, or those of AWS. */
  public static ServiceDelays of(Optional<Path> file) throws IOException {
    return file.isPresent() ? read(file.get()) : awsLike();
  }

  /** The delays that a call to AWS from the same region has, from {@code aws-like.toml}. */
  public static ServiceDelays awsLike() {
    try (InputStream file = ServiceDelays.class.getResourceAsStream("aws-like.toml")) {
      if (file == null) {
        throw new IllegalStateException("aws-like.toml is missing from htcgrid's jar");
      }
      return parse(file, "aws-like.toml");
    } catch (IOException e) {
      throw new IllegalStateException("aws-like.toml in htcgrid's jar cannot be read", e);
    }
  }

  /**
   * Reads a file with a table for each service ({@code DynamoDb}, {@code Sqs}, {@code S3}) or
   * operation ({@code S3.GetObject}), and in it {@code median} and {@code p99} in milliseconds.
   *
   * @throws IllegalArgumentException when it says something else, with what and where
   */
  public static ServiceDelays read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return parse(in, file.toString());
    }
  }

  private static ServiceDelays parse(InputStream in, String file) throws IOException {
    Map<String, DelayRange> ranges = new TreeMap<>();
    for (Map.Entry<String, JsonNode> service : new TomlMapper().readTree(in).properties()) {
      add(ranges, file, service.getKey(), service.getValue());
    }
    return new ServiceDelays(ranges);
  }

  private static void add(
      Map<String, DelayRange> ranges, String file, String name, JsonNode table) {
    if (!table.isObject()) {
      throw new IllegalArgumentException(
          file + ": [" + name + "] is no table; give one with median and p99");
    }
    if (table.has("median") || table.has("p99")) {
      try {
        ranges.put(name, new DelayRange(number(table, "median"), number(table, "p99")));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(file + ": [" + name + "]: " + e.getMessage(), e);
      }
    }
    for (Map.Entry<String, JsonNode> entry : table.properties()) {
      if (entry.getValue().isObject() && !name.contains(".")) {
        add(ranges, file, name + "." + entry.getKey(), entry.getValue());
      } else if (!entry.getKey().equals("median") && !entry.getKey().equals("p99")) {
        throw new IllegalArgumentException(
            file + ": [" + name + "] says " + entry.getKey() + "; give median and p99");
      }
    }
  }

  private static double number(JsonNode table, String key) {
    if (!table.path(key).isNumber()) {
      throw new IllegalArgumentException(key + " is missing or no number of milliseconds");
    }
    return table.path(key).doubleValue();
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    String service = attributes.getAttribute(SdkExecutionAttribute.SERVICE_NAME);
    String operation = attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME);
    DelayRange range = ranges.getOrDefault(service + "." + operation, ranges.get(service));
    if (range != null) {
      Wait.nanos(range.next(ThreadLocalRandom.current()).toNanos());
    }
  }
}
