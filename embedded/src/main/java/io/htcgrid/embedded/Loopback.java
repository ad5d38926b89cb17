package io.htcgrid.embedded;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;

/**
 * The address that services bind to unless told otherwise: nothing outside this machine reaches
 * them.
 */
final class Loopback {
  static final String HOST = "127.0.0.1";

  private Loopback() {}

  static URI endpoint(int port) {
    return URI.create("http://" + HOST + ":" + port);
  }

  /**
   * Asks before the service does, as each service reports a taken port in its own way and some log
   * it too. Port 0 is always free.
   */
  static void requireFree(String service, String host, int port) {
    if (port == 0) {
      return;
    }
    try (ServerSocket probe = new ServerSocket()) {
      probe.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new EmbeddedServiceException(
          "Port "
              + port
              + " for "
              + service
              + " cannot be used ("
              + e.getMessage()
              + "): stop what holds it or choose another port, 0 for a free one",
          e);
    }
  }
}
