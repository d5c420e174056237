package dev.penstock.gateway.console;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.io.IOException;
import org.tinylog.Logger;

/** One connection: refuses, answers, or turns into a live stream. */
// What fails on a connection closes it, and nobody waits for that.
@SuppressWarnings("FutureReturnValueIgnored")
final class RequestHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

  private final Gatekeeper gatekeeper;
  private final Routes routes;
  private final StreamHub hub;
  private final ConnectionDeadline deadline;

  RequestHandler(Gatekeeper gatekeeper, Routes routes, StreamHub hub, ConnectionDeadline deadline) {
    this.gatekeeper = gatekeeper;
    this.routes = routes;
    this.hub = hub;
    this.deadline = deadline;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
    Answer refusal = gatekeeper.refusal(request).orElse(null);
    if (refusal != null) {
      send(context, request, refusal);
    } else if (pathOf(request).equals("/events")) {
      stream(context, request);
    } else {
      send(context, request, routed(request));
    }
  }

  private static String pathOf(FullHttpRequest request) {
    int query = request.uri().indexOf('?');
    return query < 0 ? request.uri() : request.uri().substring(0, query);
  }

  private Answer routed(FullHttpRequest request) {
    try {
      return routes.answer(request);
    } catch (IllegalArgumentException e) {
      return Answer.text(HttpResponseStatus.BAD_REQUEST, "This address cannot be read.");
    } catch (RuntimeException e) {
      Logger.error(e, "The console could not answer. path={}", pathOf(request));
      return Answer.text(
          HttpResponseStatus.SERVICE_UNAVAILABLE,
          "The gateway could not tell its state; its log says why.");
    }
  }

  private void send(ChannelHandlerContext context, FullHttpRequest request, Answer answer) {
    FullHttpResponse response = answer.response(request.method().equals(HttpMethod.HEAD));
    boolean goesOn = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
    HttpUtil.setKeepAlive(response, goesOn);
    deadline.expect(context, ConnectionDeadline.ANSWER_SECONDS);
    var written = context.writeAndFlush(response);
    if (goesOn) {
      written.addListener(done -> deadline.expect(context, ConnectionDeadline.IDLE_SECONDS));
    } else {
      written.addListener(ChannelFutureListener.CLOSE);
    }
  }

  private void stream(ChannelHandlerContext context, FullHttpRequest request) {
    if (hub.isFull()) {
      Answer full =
          Answer.text(
              HttpResponseStatus.SERVICE_UNAVAILABLE,
              "Too many pages are open: close one, or raise console.streams.");
      send(context, request, full.with(HttpHeaderNames.RETRY_AFTER, "10"));
      return;
    }
    HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
    Answer.secure(head.headers());
    head.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/event-stream");
    head.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    head.headers().set(HttpHeaderNames.CONNECTION, "close");
    var written = context.writeAndFlush(head);
    if (request.method().equals(HttpMethod.HEAD)) {
      written.addListener(ChannelFutureListener.CLOSE);
      return;
    }
    deadline.lift();
    // Events are written as they are: the answer ends with the connection, and needs no chunks.
    context.pipeline().remove("codec");
    hub.open(context.channel());
  }

  /**
   * A peer that goes away in mid-sentence is no event; anything else is told once per connection.
   */
  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    if (!(cause instanceof IOException)) {
      Logger.warn(cause, "A connection to the console failed.");
    }
    context.close();
  }
}
