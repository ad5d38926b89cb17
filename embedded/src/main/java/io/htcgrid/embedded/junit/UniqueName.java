package io.htcgrid.embedded.junit;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A name that no other test uses, valid for grids, tables, queues and buckets: a letter, then 15
 * lower-case letters and digits. {@link AwsServices} resolves one per parameter.
 */
public record UniqueName(String value) {

  static UniqueName random() {
    return new UniqueName(
        "t" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong()).substring(1));
  }

  /** The name alone, so that it can be concatenated. */
  @Override
  public String toString() {
    return value;
  }
}
