package io.htcgrid.bench.price;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;

/**
 * AWS's list prices in US dollars, from {@code prices.toml}.
 *
 * @param date when they were looked up
 * @param sources the pages they are from
 * @param sqsRequest of one request, as SQS counts them
 * @param fairQueueRequest on top, of one that names a message group
 * @param s3Put of one put or list
 * @param vcpuHourSpot what Spot costs usually: it has no list price
 */
public record Prices(
    LocalDate date,
    String region,
    List<String> sources,
    double sqsRequest,
    double fairQueueRequest,
    double writeUnit,
    double readUnit,
    double s3Put,
    double s3Get,
    double vcpuHourOnDemand,
    double vcpuHourSpot) {
  public Prices {
    sources = List.copyOf(sources);
  }

  /** Those that come with htcgrid. */
  public static Prices listed() {
    try (InputStream file = Prices.class.getResourceAsStream("prices.toml")) {
      if (file == null) {
        throw new IllegalStateException("prices.toml is missing from htcgrid's jar");
      }
      return PriceFile.parse(file);
    } catch (IOException e) {
      throw new IllegalStateException("prices.toml in htcgrid's jar cannot be read", e);
    }
  }

  /** The price of this much use, compute not included. */
  public double of(Use use) {
    return ofSqs(use) + ofDynamoDb(use) + ofS3(use);
  }

  public double ofSqs(Use use) {
    return use.sqsRequests() * sqsRequest + use.fairQueueRequests() * fairQueueRequest;
  }

  public double ofDynamoDb(Use use) {
    return use.writeUnits() * writeUnit + use.readUnits() * readUnit;
  }

  public double ofS3(Use use) {
    return use.s3Puts() * s3Put + use.s3Gets() * s3Get;
  }
}
