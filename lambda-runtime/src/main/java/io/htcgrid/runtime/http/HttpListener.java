package io.htcgrid.runtime.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;

/** One listening address and its connections. Closing it closes them all. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write or close that fails shows as an inactive channel.
public final class HttpListener implements AutoCloseable {

  private static final int REQUEST_LINE_BYTES = 8192;

  private final Channel server;
  private final ChannelGroup connections;

  private HttpListener(Channel server, ChannelGroup connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Binds and starts to serve. Must not be called on a thread of {@code threads}.
   *
   * @param address where to listen; port 0 for a free one
   * @throws IOException when the address cannot be had
   */
  public static HttpListener bind(
      EventLoopGroup threads, InetSocketAddress address, HttpLimits limits, HttpEndpoint endpoint)
      throws IOException {
    var connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    var bootstrap =
        new ServerBootstrap()
            .group(threads)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 1024)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new ChannelInitializer<SocketChannel>() {
                  @Override
                  protected void initChannel(SocketChannel channel) {
                    if (connections.size() >= limits.connections()) {
                      channel.close();
                      return;
                    }
                    connections.add(channel);
                    var decoder =
                        new HttpDecoderConfig()
                            .setMaxInitialLineLength(REQUEST_LINE_BYTES)
                            .setMaxHeaderSize(limits.headerBytes());
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(decoder), new RequestCollector(endpoint, limits));
                  }
                });
    ChannelFuture bound = bootstrap.bind(address).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw cause(bound);
    }
    return new HttpListener(bound.channel(), connections);
  }

  private static IOException cause(ChannelFuture failed) {
    var cause = failed.cause();
    if (cause instanceof ChannelException && cause.getCause() instanceof IOException wrapped) {
      return wrapped;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  /** The address in use, with the real port. */
  public InetSocketAddress address() {
    return (InetSocketAddress) server.localAddress();
  }

  /** Takes no more connections; those there are stay. */
  public void stopAccepting() {
    server.close();
  }

  /** Closes everything, without waiting for it. */
  @Override
  public void close() {
    server.close();
    connections.close();
  }
}
