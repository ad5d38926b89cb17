package io.htcgrid.runtime.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request and its reply. Thread-safe; only the first reply is sent. */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write or close that fails shows as an inactive channel.
public final class HttpCall {

  private final Channel channel;
  private final HttpRequest request;
  private final byte[] body;
  private final boolean bodyTooLarge;
  private final HttpHeaders trailers;
  private final QueryStringDecoder target;

  private boolean keepAlive;
  private boolean replied;
  private boolean disconnected;
  private @Nullable Runnable onDisconnect;

  HttpCall(
      Channel channel,
      HttpRequest request,
      byte[] body,
      boolean bodyTooLarge,
      HttpHeaders trailers) {
    this.channel = channel;
    this.request = request;
    this.body = body;
    this.bodyTooLarge = bodyTooLarge;
    this.trailers = trailers;
    this.target = new QueryStringDecoder(request.uri());
    this.keepAlive = HttpUtil.isKeepAlive(request);
  }

  public String method() {
    return request.method().name();
  }

  /** The path as it was sent, still percent-encoded, without the query. */
  public String rawPath() {
    return target.rawPath();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(request.headers().get(name));
  }

  /** A header that followed a chunked body. */
  public Optional<String> trailer(String name) {
    return Optional.ofNullable(trailers.get(name));
  }

  /** The body, which the caller does not change; empty when it was too large. */
  public byte[] body() {
    return body;
  }

  /** Whether the body was longer than the server accepts, and so thrown away. */
  public boolean bodyTooLarge() {
    return bodyTooLarge;
  }

  /**
   * Sends the reply, unless one was sent or the client is gone.
   *
   * @return whether it was sent
   */
  public boolean reply(HttpReply reply) {
    boolean stayOpen;
    synchronized (this) {
      if (replied || disconnected) {
        return false;
      }
      replied = true;
      onDisconnect = null;
      stayOpen = keepAlive;
    }
    var response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1,
            HttpResponseStatus.valueOf(reply.status()),
            Unpooled.wrappedBuffer(reply.body()));
    reply.headers().forEach((name, value) -> response.headers().set(name, value));
    if (reply.status() != HttpResponseStatus.NO_CONTENT.code()) {
      response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, reply.body().length);
    }
    HttpUtil.setKeepAlive(response.headers(), request.protocolVersion(), stayOpen);
    var written = channel.writeAndFlush(response);
    if (!stayOpen) {
      written.addListener(ChannelFutureListener.CLOSE);
    }
    return true;
  }

  /** Runs the action once if the client leaves before the reply; at once if it has left already. */
  public void onDisconnect(Runnable action) {
    synchronized (this) {
      if (replied) {
        return;
      }
      if (!disconnected) {
        onDisconnect = action;
        return;
      }
    }
    action.run();
  }

  /** Closes the connection without a reply. */
  public void abort() {
    channel.close();
  }

  synchronized boolean replied() {
    return replied;
  }

  synchronized void closeAfterReply() {
    keepAlive = false;
  }

  void disconnected() {
    Runnable action;
    synchronized (this) {
      disconnected = true;
      action = onDisconnect;
      onDisconnect = null;
    }
    if (action != null) {
      action.run();
    }
  }
}
