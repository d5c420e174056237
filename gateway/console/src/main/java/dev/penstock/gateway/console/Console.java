package dev.penstock.gateway.console;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/** The web server of the local page: one thread, no authority, started once and closed once. */
@SuppressWarnings("FutureReturnValueIgnored") // what fails in the loop is logged there
public final class Console implements AutoCloseable {

  private static final int TICK_MILLIS = 500;
  private static final int SAMPLES = 150;
  private static final int MAX_TRENDED_POINTS = 4_000;

  private final ConsoleSettings settings;
  private final StreamHub hub;
  private final EventLoopGroup loop;
  private final ChannelGroup connections;
  private final ConnectionSetup setup;
  private @Nullable Channel server;

  public Console(ConsoleSettings settings, ConsoleBackend backend) {
    this.settings = settings;
    TrendHistory history = new TrendHistory(SAMPLES, MAX_TRENDED_POINTS);
    this.hub = new StreamHub(backend, history, settings.streams());
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("console"), NioIoHandler.newFactory());
    this.connections = new DefaultChannelGroup(loop.next());
    this.setup =
        new ConnectionSetup(
            new Gatekeeper(settings), new Routes(backend, history), hub, connections);
  }

  /**
   * Listens, and begins to ask the backend.
   *
   * @throws ConsoleStartException if the address cannot be had; the console is closed then
   */
  public void start() throws ConsoleStartException {
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, 64)
            .childOption(ChannelOption.TCP_NODELAY, true)
            // Small, so that what a page has not taken waits here in sight, and not in the kernel.
            .childOption(ChannelOption.SO_SNDBUF, 128 * 1024)
            .childOption(
                ChannelOption.WRITE_BUFFER_WATER_MARK,
                new WriteBufferWaterMark(8 * 1024, 64 * 1024))
            .childHandler(setup)
            .bind(settings.host(), settings.port())
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      close();
      throw ConsoleStartException.of(settings, bound.cause());
    }
    server = bound.channel();
    loop.scheduleAtFixedRate(hub::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    announce();
  }

  private void announce() {
    Logger.info("The console is open. address={}", uri());
    if (settings.remote()) {
      Logger.warn(
          "The console may be asked from other machines, without a password. host={}",
          settings.host());
    }
  }

  /** Where it listens: with port 0, the port it got. */
  public InetSocketAddress address() {
    Channel open = server;
    if (open == null) {
      throw new IllegalStateException("the console has not been started");
    }
    return (InetSocketAddress) open.localAddress();
  }

  /** What to type into a browser on this machine. */
  public URI uri() {
    InetSocketAddress address = address();
    String host =
        address.getAddress().isAnyLocalAddress()
            ? "127.0.0.1"
            : address.getAddress().getHostAddress();
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + literal + ":" + address.getPort() + "/");
  }

  /** Ends all streams and frees the port, within four seconds at worst. */
  @Override
  public void close() {
    Channel open = server;
    if (open != null) {
      open.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    }
    connections.close().awaitUninterruptibly(1, TimeUnit.SECONDS);
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
