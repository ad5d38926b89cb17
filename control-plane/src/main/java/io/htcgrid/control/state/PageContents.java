package io.htcgrid.control.state;

import io.htcgrid.control.PageDefinition;
import io.htcgrid.control.PageProgress;
import io.htcgrid.control.RunRecord;
import java.util.Map;
import java.util.Optional;

/**
 * All that is stored of a page.
 *
 * @param runs by task index; tasks never claimed are missing
 */
public record PageContents(
    Optional<PageDefinition> definitions, PageProgress progress, Map<Integer, RunRecord> runs) {
  public PageContents {
    runs = Map.copyOf(runs);
  }
}
