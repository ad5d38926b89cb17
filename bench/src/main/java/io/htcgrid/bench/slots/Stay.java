package io.htcgrid.bench.slots;

/**
 * A task's time in its function, and the agent that ran it.
 *
 * @param begin in milliseconds since 1970
 * @param end in milliseconds since 1970
 */
record Stay(String agent, long begin, long end) {}
