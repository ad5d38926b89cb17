package io.htcgrid.embedded.junit;

import io.htcgrid.embedded.EmbeddedAws;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The process of shared services. Whoever uses it holds a connection, which ends with its process
 * too, however that ends. Without any for a while this one ends.
 */
final class SharedServicesMain {
  /** What it says to whom it counts. */
  static final int WELCOME = 1;

  private static final int LOOK_AGAIN_MILLIS = 500;
  private static final int BACKLOG = 50;

  private final Duration patience;
  private int users;
  private long unusedSince = System.nanoTime();

  private SharedServicesMain(Duration patience) {
    this.patience = patience;
  }

  /**
   * Runs until nobody uses it.
   *
   * @param arguments the folder, the build of what runs, and the seconds to wait for users
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (EmbeddedAws aws = EmbeddedAws.builder().start();
        ServerSocket door = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress())) {
      door.setSoTimeout(LOOK_AGAIN_MILLIS);
      new SharedServicesFile(
              arguments[1], ProcessHandle.current().pid(), door.getLocalPort(), aws.endpoints())
          .write(folder);
      new SharedServicesMain(Duration.ofSeconds(Long.parseLong(arguments[2]))).serve(door);
    }
  }

  private void serve(ServerSocket door) throws IOException {
    while (isWanted()) {
      try {
        Socket user = door.accept();
        enter();
        Thread thread = new Thread(() -> attend(user), "shared-services-user");
        thread.setDaemon(true);
        thread.start();
      } catch (SocketTimeoutException e) {
        // Nobody came; whether anybody is there is looked at again.
      }
    }
  }

  private void attend(Socket user) {
    try (user) {
      user.getOutputStream().write(WELCOME);
      while (user.getInputStream().read() >= 0) {
        // Users say nothing; they leave.
      }
    } catch (IOException e) {
      // Its process was killed.
    } finally {
      leave();
    }
  }

  private synchronized void enter() {
    users++;
  }

  private synchronized void leave() {
    users--;
    unusedSince = System.nanoTime();
  }

  private synchronized boolean isWanted() {
    return users > 0 || System.nanoTime() - unusedSince < patience.toNanos();
  }
}
