package io.htcgrid.runtime;

import io.htcgrid.runtime.front.FrontSettings;
import io.htcgrid.runtime.front.InvokeApi;
import io.htcgrid.runtime.function.FunctionCatalog;
import io.htcgrid.runtime.function.FunctionEnvironment;
import io.htcgrid.runtime.http.HttpListener;
import io.htcgrid.runtime.process.HostSettings;
import io.htcgrid.runtime.process.ProcessHost;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A running Lambda runtime: functions of a folder, invoked through Lambda's Invoke API on one
 * address. All of its processes are killed when it is closed, and when the JVM ends, however it
 * ends. Thread-safe.
 */
public final class LambdaRuntime implements AutoCloseable {

  private static final int IO_THREADS = 4;
  private static final int WAITING_FOLDER_READS = 1024;
  private static final Duration IO_QUIET = Duration.ZERO;
  private static final Duration IO_STOP = Duration.ofSeconds(2);

  private final int slots;
  private final EventLoopGroup io;
  private final ThreadPoolExecutor folderReader;
  private final ProcessHost processes;
  private final HttpListener front;
  private final Duration stopGrace;
  private final Thread hook = new Thread(this::closeAtExit, "runtime-exit");
  private final AtomicBoolean closing = new AtomicBoolean();
  private final CountDownLatch closed = new CountDownLatch(1);

  private LambdaRuntime(RuntimeSettings settings, FunctionCatalog functions) throws IOException {
    slots = settings.slots();
    stopGrace = settings.stopGrace();
    int threads = Math.min(IO_THREADS, Runtime.getRuntime().availableProcessors());
    io = new NioEventLoopGroup(threads, new DefaultThreadFactory("runtime-io", true));
    folderReader =
        new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_FOLDER_READS),
            new DefaultThreadFactory("runtime-functions", true));
    ProcessHost host = null;
    try {
      host =
          ProcessHost.start(hostSettings(settings), io, InstantSource.system(), System::nanoTime);
      var frontSettings =
          new FrontSettings(settings.slots(), settings.region(), settings.allowCommand());
      var api = new InvokeApi(functions, folderReader, host.invoker(), frontSettings);
      front =
          HttpListener.bind(
              io, new InetSocketAddress(settings.host(), settings.port()), InvokeApi.LIMITS, api);
      processes = host;
    } catch (IOException | RuntimeException e) {
      if (host != null) {
        host.close();
      }
      stopThreads();
      throw e;
    }
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private static HostSettings hostSettings(RuntimeSettings settings) {
    var environment =
        new FunctionEnvironment(System.getenv(), settings.environment(), settings.region());
    return new HostSettings(
        settings.slots(),
        settings.processes(),
        settings.slotWait(),
        settings.initTimeout(),
        settings.javaHome(),
        environment,
        settings.commandTimeout(),
        settings.commandMemoryMb(),
        System.getenv());
  }

  /**
   * Starts a runtime. Functions with errors do not stop it; they are logged, and invoking one says
   * what is wrong.
   *
   * @throws RuntimeStartException when the folder of functions or the address cannot be had
   */
  public static LambdaRuntime start(RuntimeSettings settings) {
    if (!Files.isDirectory(settings.functions())) {
      throw new RuntimeStartException(
          "The functions folder "
              + settings.functions()
              + " does not exist; create it or name another");
    }
    var versions = settings.versions();
    if (versions != null && !Files.isDirectory(versions)) {
      throw new RuntimeStartException(
          "The folder of versions " + versions + " does not exist; create it or name another");
    }
    var functions = new FunctionCatalog(settings.functions(), versions, System::nanoTime);
    try {
      functions.readAll();
    } catch (IOException e) {
      throw unreadable(settings.functions(), e);
    }
    String address = settings.host() + ":" + settings.port();
    try {
      return new LambdaRuntime(settings, functions);
    } catch (BindException e) {
      throw new RuntimeStartException(
          "The runtime cannot listen on "
              + address
              + " ("
              + e.getMessage()
              + "); choose another port, or 0 for a free one",
          e);
    } catch (IOException e) {
      throw new RuntimeStartException(
          "The runtime cannot start on " + address + ": " + e.getMessage(), e);
    }
  }

  static RuntimeStartException unreadable(Path functions, IOException e) {
    return new RuntimeStartException(
        "The functions folder "
            + functions
            + " cannot be read ("
            + (e instanceof AccessDeniedException denied
                ? "this user may not read " + denied.getFile()
                : e.getMessage())
            + "); let this user read it, or name another",
        e);
  }

  /** Where the Invoke API is, such as {@code http://127.0.0.1:9001}. */
  public URI endpoint() {
    InetSocketAddress address = front.address();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    return URI.create(
        "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort());
  }

  /** How many invocations run at once. */
  public int slots() {
    return slots;
  }

  /**
   * Refuses new invocations and waits for those that run.
   *
   * @return whether all of them ended in time
   */
  public boolean drain(Duration patience) throws InterruptedException {
    return processes.drain(patience);
  }

  /** Waits until the runtime is closed, by whomever. */
  public void awaitClose() throws InterruptedException {
    closed.await();
  }

  /**
   * Stops at once: kills all functions, answers what was running with an error, and frees the
   * address.
   */
  @Override
  public void close() {
    closeOnce();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs, and finds nothing left to do.
    }
  }

  private void closeAtExit() {
    try {
      processes.drain(stopGrace);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeOnce();
  }

  private void closeOnce() {
    if (!closing.compareAndSet(false, true)) {
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return;
    }
    front.stopAccepting();
    processes.close();
    front.close();
    stopThreads();
    closed.countDown();
  }

  private void stopThreads() {
    folderReader.shutdownNow();
    io.shutdownGracefully(IO_QUIET.toMillis(), IO_STOP.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }
}
