package io.htcgrid.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.htcgrid.data.BlobLimits;

/** Reads the JSON of payloads and results, which may be as odd as a payload may be large. */
final class PayloadJson {
  /** Each level takes some memory while it is read, though none of the stack. */
  static final int DEEPEST = 1_000_000;

  /** Makes parsers, whose tokens are to be skipped: a number of so many digits is slow to parse. */
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxNumberLength(BlobLimits.MAX_BLOB_BYTES)
                  .maxStringLength(BlobLimits.MAX_BLOB_BYTES)
                  .maxNameLength(BlobLimits.MAX_BLOB_BYTES)
                  .build())
          .build();

  private PayloadJson() {}
}
