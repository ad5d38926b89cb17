package io.htcgrid.connector.watch;

/**
 * How sessions are watched.
 *
 * @param isNotified whether to have a reply queue at all
 * @param maxDetailBytes results and errors from events that wait for their readers
 */
public record WatchTerms(Rereads rereads, boolean isNotified, long maxDetailBytes) {}
