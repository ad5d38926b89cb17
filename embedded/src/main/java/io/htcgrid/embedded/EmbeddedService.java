package io.htcgrid.embedded;

import java.net.URI;

/** One running service, bound to loopback. */
interface EmbeddedService extends AutoCloseable {

  URI endpoint();

  /** Frees the port and ends the service's threads; what is stored in a folder is on disk then. */
  @Override
  void close();
}
