package io.htcgrid.agent.delivery;

/** What deliveries count. Thread-safe. */
public interface DeliveryCounts {
  /** A version was fetched and put in place. */
  void versionFetched();

  /** An archive was not what was pushed, or not fit to be unpacked. */
  void versionRefused();
}
