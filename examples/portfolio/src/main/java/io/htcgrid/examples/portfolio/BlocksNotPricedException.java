package io.htcgrid.examples.portfolio;

import io.htcgrid.data.SessionId;
import java.util.List;

/** Some blocks of a book could not be priced, so there is no report. */
public final class BlocksNotPricedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BlocksNotPricedException(SessionId session, int blocks, List<String> problems) {
    super(
        "Session "
            + session
            + ": "
            + problems.size()
            + " of "
            + blocks
            + " blocks could not be priced; the first: "
            + problems.get(0));
  }
}
