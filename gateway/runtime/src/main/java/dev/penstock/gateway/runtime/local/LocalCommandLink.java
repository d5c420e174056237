package dev.penstock.gateway.runtime.local;

import dev.penstock.contract.signing.client.CommandLink;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.tinylog.Logger;

/** The way to a gateway through its local socket, or through one that ssh has brought here. */
public final class LocalCommandLink implements CommandLink {

  private final SocketChannel channel;
  private final Path socket;
  private final Consumer<byte[]> replies;
  private final Thread reader = new Thread(this::read, "local-replies");
  private volatile boolean gone;

  private LocalCommandLink(SocketChannel channel, Path socket, Consumer<byte[]> replies) {
    this.channel = channel;
    this.socket = socket;
    this.replies = replies;
    reader.setDaemon(true);
  }

  public static Dial at(Path socket) {
    return (gateway, keyId, replies) -> {
      LocalCommandLink link = new LocalCommandLink(connect(socket), socket, replies);
      link.send(keyId.getBytes(StandardCharsets.US_ASCII));
      link.reader.start();
      return link;
    };
  }

  private static SocketChannel connect(Path socket) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "no gateway answers at "
              + socket
              + " ("
              + e.getMessage()
              + "): start it, run this as its user, or name a broker with --broker",
          e);
    }
  }

  @Override
  public void send(byte[] envelope) throws IOException {
    if (gone) {
      throw new IOException("the gateway has closed " + socket);
    }
    try {
      Frames.write(channel, envelope);
    } catch (IOException e) {
      throw new IOException("the gateway has closed " + socket + ": " + e.getMessage(), e);
    }
  }

  private void read() {
    try {
      while (true) {
        replies.accept(Frames.read(channel, Frames.MAX_BYTES));
      }
    } catch (IOException e) {
      gone = true;
      Logger.debug("no more replies socket={} why=\"{}\"", socket, e.getMessage());
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      Logger.debug("not closed socket={} why=\"{}\"", socket, e.getMessage());
    }
  }
}
