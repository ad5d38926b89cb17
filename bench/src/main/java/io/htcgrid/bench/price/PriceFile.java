package io.htcgrid.bench.price;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads a file of prices: all of its keys must be there, and no others. Not thread-safe. */
final class PriceFile {
  private static final double MILLION = 1e6;

  private final JsonNode root;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> known = new TreeSet<>();

  private PriceFile(JsonNode root) {
    this.root = root;
  }

  /**
   * @throws IllegalArgumentException with every problem, by key
   */
  static Prices parse(InputStream in) throws IOException {
    JsonNode root;
    try {
      root = new TomlMapper().readTree(in);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("prices: no TOML: " + e.getOriginalMessage(), e);
    }
    return new PriceFile(root).prices();
  }

  private Prices prices() {
    Prices prices =
        new Prices(
            date(),
            text("region"),
            List.of(
                text("sqs.source"), text("dynamoDb.source"), text("s3.source"), text("ec2.source")),
            price("sqs.millionRequests") / MILLION,
            price("sqs.millionFairQueueRequests") / MILLION,
            price("dynamoDb.millionWriteUnits") / MILLION,
            price("dynamoDb.millionReadUnits") / MILLION,
            price("s3.millionPutsAndLists") / MILLION,
            price("s3.millionGets") / MILLION,
            price("ec2.vcpuHourOnDemand"),
            price("ec2.vcpuHourSpot"));
    refuseOthers("", root);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException("prices: " + String.join("; ", problems));
    }
    return prices;
  }

  private LocalDate date() {
    String date = text("date");
    try {
      return LocalDate.parse(date);
    } catch (DateTimeException e) {
      problems.add("date is '" + date + "', write it as 2026-11-25");
      return LocalDate.EPOCH;
    }
  }

  private String text(String key) {
    JsonNode node = node(key);
    if (!node.isTextual() || node.textValue().isBlank()) {
      problems.add(key + " is missing or no text");
      return "";
    }
    return node.textValue();
  }

  private double price(String key) {
    JsonNode node = node(key);
    if (!node.isNumber() || !(node.doubleValue() >= 0)) {
      problems.add(key + " is missing or no number of dollars, 0 or more");
      return 0;
    }
    return node.doubleValue();
  }

  private JsonNode node(String key) {
    known.add(key);
    return root.at("/" + key.replace('.', '/'));
  }

  private void refuseOthers(String prefix, JsonNode table) {
    table
        .properties()
        .forEach(
            each -> {
              String key = prefix + each.getKey();
              if (each.getValue().isObject()) {
                refuseOthers(key + ".", each.getValue());
              } else if (!known.contains(key)) {
                problems.add(key + " is no price that is used; remove it");
              }
            });
  }
}
