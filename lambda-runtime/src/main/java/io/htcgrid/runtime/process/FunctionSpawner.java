package io.htcgrid.runtime.process;

import io.htcgrid.runtime.function.FunctionDefinition;
import io.htcgrid.runtime.http.HttpListener;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts a function's process and gives it a Runtime API of its own. Used by one thread at a time.
 */
final class FunctionSpawner implements Spawner {

  private final FunctionDefinition function;
  private final Hosting hosting;
  private final RuntimeApi.Host host;
  private @Nullable HttpListener listener;

  FunctionSpawner(FunctionDefinition function, Hosting hosting, RuntimeApi.Host host) {
    this.function = function;
    this.hosting = hosting;
    this.host = host;
  }

  @Override
  public void prepare(Path temporary) throws IOException {
    var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    listener = HttpListener.bind(hosting.io(), loopback, RuntimeApi.LIMITS, new RuntimeApi(host));
  }

  @Override
  public ProcessGroup spawn(Path temporary) throws IOException {
    if (listener == null) {
      throw new IllegalStateException("Not prepared");
    }
    var address = listener.address();
    String api = address.getAddress().getHostAddress() + ":" + address.getPort();
    var launch = hosting.launcher().launch(function, api, temporary);
    return hosting.groups().start(launch, Optional.empty(), true);
  }

  @Override
  public InputStream log(ProcessGroup spawned) {
    return spawned.output();
  }

  @Override
  public void close() {
    if (listener != null) {
      listener.close();
    }
  }
}
