package io.htcgrid.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One failed try of a task.
 *
 * @param attempt the number of the claim that it ran under
 * @param agent the agent process that ran it
 * @param endedAt by the clock of whoever noted it
 * @param error why it failed
 * @param log the last lines that the function logged in it; null: none are kept
 */
public record TaskTry(
    int attempt, String agent, Instant endedAt, TaskError error, @Nullable String log) {}
