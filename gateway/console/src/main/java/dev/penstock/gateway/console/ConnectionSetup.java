package dev.penstock.gateway.console;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;

/** Gives every connection its handlers, and has no more connections than this box can serve. */
// What fails on a connection closes it, and nobody waits for that.
@SuppressWarnings("FutureReturnValueIgnored")
final class ConnectionSetup extends ChannelInitializer<SocketChannel> {

  private static final int MAX_CONNECTIONS = 128;
  private static final int MAX_BODY = 1024;

  private final Gatekeeper gatekeeper;
  private final Routes routes;
  private final StreamHub hub;
  private final ChannelGroup connections;

  /**
   * @param connections takes every connection in, for as long as it is open
   */
  ConnectionSetup(Gatekeeper gatekeeper, Routes routes, StreamHub hub, ChannelGroup connections) {
    this.gatekeeper = gatekeeper;
    this.routes = routes;
    this.hub = hub;
    this.connections = connections;
  }

  @Override
  protected void initChannel(SocketChannel channel) {
    if (connections.size() >= MAX_CONNECTIONS) {
      channel.close();
      return;
    }
    connections.add(channel);
    ConnectionDeadline deadline = new ConnectionDeadline();
    HttpDecoderConfig limits =
        new HttpDecoderConfig().setMaxInitialLineLength(4096).setMaxHeaderSize(8192);
    channel
        .pipeline()
        .addLast(deadline)
        .addLast("codec", new HttpServerCodec(limits))
        .addLast(new HttpObjectAggregator(MAX_BODY, true))
        .addLast(new RequestHandler(gatekeeper, routes, hub, deadline));
  }
}
