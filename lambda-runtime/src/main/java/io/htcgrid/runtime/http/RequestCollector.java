package io.htcgrid.runtime.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import org.jspecify.annotations.Nullable;

/**
 * Gathers the requests of one connection, one at a time. A body over the limit is read to its end
 * and thrown away, so that the client gets to see the reply; a client that asks first ({@code
 * Expect: 100-continue}) is told at once. A request that arrives before the reply to the one ahead
 * of it is dropped and the connection closed after that reply, as HTTP/1.1 allows.
 */
@SuppressWarnings(
    "FutureReturnValueIgnored") // A write or close that fails shows as an inactive channel.
final class RequestCollector extends SimpleChannelInboundHandler<HttpObject> {

  private static final int FIRST_BUFFER_BYTES = 1 << 20;

  /** A body of more than this many times the limit is not worth reading to its end. */
  private static final int PATIENCE = 4;

  private final HttpEndpoint endpoint;
  private final HttpLimits limits;

  private @Nullable HttpCall call;
  private @Nullable HttpRequest head;
  private @Nullable ByteBuf body;
  private long received;
  private boolean dropping;

  RequestCollector(HttpEndpoint endpoint, HttpLimits limits) {
    this.endpoint = endpoint;
    this.limits = limits;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
    if (dropping) {
      return;
    }
    if (part.decoderResult().isFailure()) {
      refuse(context, statusOf(part.decoderResult()));
      return;
    }
    if (part instanceof HttpRequest request) {
      begin(context, request);
    }
    if (part instanceof HttpContent content && head != null) {
      append(context, content);
      if (part instanceof LastHttpContent last && head != null) {
        finish(context, head, last.trailingHeaders());
      }
    }
  }

  private void begin(ChannelHandlerContext context, HttpRequest request) {
    if (call != null && !call.replied()) {
      call.closeAfterReply();
      dropping = true;
      return;
    }
    call = null;
    head = request;
    received = 0;
    long announced = HttpUtil.getContentLength(request, -1L);
    if (HttpUtil.is100ContinueExpected(request)) {
      if (announced > limits.bodyBytes()) {
        dropping = true;
        dispatch(context, request, new byte[0], true, EmptyHttpHeaders.INSTANCE).closeAfterReply();
        return;
      }
      context.writeAndFlush(
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
    } else if (request.headers().contains(HttpHeaderNames.EXPECT)) {
      refuse(context, HttpResponseStatus.EXPECTATION_FAILED);
    }
  }

  private void append(ChannelHandlerContext context, HttpContent content) {
    int length = content.content().readableBytes();
    received += length;
    if (received > (long) limits.bodyBytes() * PATIENCE) {
      dropping = true;
      context.close();
    } else if (received > limits.bodyBytes()) {
      releaseBody();
    } else if (length > 0) {
      if (body == null) {
        long announced = head == null ? -1 : HttpUtil.getContentLength(head, -1L);
        body = Unpooled.buffer((int) Math.max(length, Math.min(announced, FIRST_BUFFER_BYTES)));
      }
      body.writeBytes(content.content());
    }
  }

  private void finish(ChannelHandlerContext context, HttpRequest request, HttpHeaders trailers) {
    dispatch(context, request, bytes(body), received > limits.bodyBytes(), trailers);
  }

  private HttpCall dispatch(
      ChannelHandlerContext context,
      HttpRequest request,
      byte[] bytes,
      boolean tooLarge,
      HttpHeaders trailers) {
    releaseBody();
    head = null;
    var arrived = new HttpCall(context.channel(), request, bytes, tooLarge, trailers);
    call = arrived;
    if (dropping) {
      arrived.closeAfterReply();
    }
    endpoint.handle(arrived);
    return arrived;
  }

  private static byte[] bytes(@Nullable ByteBuf body) {
    if (body == null) {
      return new byte[0];
    }
    if (body.readableBytes() == body.array().length) {
      return body.array();
    }
    var bytes = new byte[body.readableBytes()];
    body.getBytes(body.readerIndex(), bytes);
    return bytes;
  }

  private void refuse(ChannelHandlerContext context, HttpResponseStatus status) {
    abandonBody();
    dropping = true;
    var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, Unpooled.EMPTY_BUFFER);
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    HttpUtil.setKeepAlive(response, false);
    context.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
  }

  private static HttpResponseStatus statusOf(DecoderResult result) {
    if (result.cause() instanceof TooLongHttpHeaderException) {
      return HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE;
    }
    return result.cause() instanceof TooLongHttpLineException
        ? HttpResponseStatus.REQUEST_URI_TOO_LONG
        : HttpResponseStatus.BAD_REQUEST;
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) {
    abandonBody();
    if (call != null) {
      call.disconnected();
      call = null;
    }
    context.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    // A connection reset by its client; what it was doing is wound up when the channel goes
    // inactive.
    context.close();
  }

  private void abandonBody() {
    releaseBody();
    if (head != null) {
      var path = new QueryStringDecoder(head.uri()).rawPath();
      var method = head.method().name();
      head = null;
      endpoint.truncated(method, path);
    }
  }

  private void releaseBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }
}
