package io.htcgrid.connector;

import java.util.List;

/** No agent of that name is alive. */
public final class NoSuchAgentException extends GridRequestException {
  private static final long serialVersionUID = 1L;

  private static final int MOST_NAMES = 20;

  NoSuchAgentException(String grid, String agent, List<String> alive) {
    super("grid " + grid + " has no agent " + agent + " that is alive; " + those(alive));
  }

  private static String those(List<String> alive) {
    if (alive.isEmpty()) {
      return "it has none at all";
    }
    int more = alive.size() - MOST_NAMES;
    return "alive are "
        + String.join(", ", alive.subList(0, Math.min(MOST_NAMES, alive.size())))
        + (more > 0 ? " and " + more + " more" : "");
  }
}
