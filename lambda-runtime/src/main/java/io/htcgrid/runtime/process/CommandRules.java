package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionEnvironment;
import java.time.Duration;

/**
 * What command lines are bound by.
 *
 * @param timeout how long one may take
 * @param memoryMb the most that its processes may use together, in MiB of resident memory
 */
public record CommandRules(Duration timeout, int memoryMb, FunctionEnvironment environment) {}
