package io.htcgrid.agent;

import java.util.List;

/**
 * How an agent is.
 *
 * @param live whether its threads work; if not, it needs a restart
 * @param ready whether it takes new tasks
 * @param reasons why it is not live or not ready
 */
public record Health(boolean live, boolean ready, List<String> reasons) {
  public Health {
    reasons = List.copyOf(reasons);
  }
}
