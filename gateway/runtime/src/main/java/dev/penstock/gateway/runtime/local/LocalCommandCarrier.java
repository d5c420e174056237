package dev.penstock.gateway.runtime.local;

import dev.penstock.contract.uplink.CommandCarrier;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import jdk.net.UnixDomainPrincipal;
import org.jspecify.annotations.Nullable;
import org.tinylog.Logger;

/**
 * Carries envelopes through a Unix domain socket: for the gateway's user, root, and a group if one
 * is named. Whatever it lets through, the gate decides.
 */
public final class LocalCommandCarrier implements CommandCarrier {

  /** More at a time than people at one box; more are turned away. */
  private static final int MAX_CALLERS = 16;

  private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

  private final Path socket;
  private final @Nullable String group;
  private final List<Caller> callers = new CopyOnWriteArrayList<>();
  private final Thread thread = new Thread(this::accept, "local-commands");
  private Consumer<byte[]> gate = envelope -> {};
  private @Nullable ServerSocketChannel server;
  private volatile String why = "not open yet";
  private volatile boolean up;
  private volatile boolean closing;

  /**
   * Touches nothing before {@link #start}.
   *
   * @param group whose members may use it too; null for none
   */
  public LocalCommandCarrier(Path socket, @Nullable String group) {
    this.socket = socket;
    this.group = group;
    thread.setDaemon(true);
  }

  /** A socket that cannot be opened is told in {@link #why}; the gate works without it. */
  @Override
  public void start(Consumer<byte[]> receiver) {
    gate = receiver;
    try {
      server = open();
      takesCallers();
      Logger.info("local command socket is open socket={}", socket);
      thread.start();
    } catch (IOException | UnsupportedOperationException e) {
      why = "no local socket: " + reason(e);
      Logger.warn("no local command socket socket={} why=\"{}\"", socket, reason(e));
    }
  }

  private static String reason(Exception e) {
    if (e instanceof UserPrincipalNotFoundException unknown) {
      return "there is no group %s: name another under commands.socket.group"
          .formatted(unknown.getName());
    }
    String message = String.valueOf(e.getMessage());
    return message.contains("too long")
        ? "its path is too long for a socket: name a shorter one under commands.socket.path"
        : e.getClass().getSimpleName() + ": " + message;
  }

  /** What a killed process left there is replaced; the data folder is held by one gateway. */
  private ServerSocketChannel open() throws IOException {
    removeLeftOver();
    ServerSocketChannel opened = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      opened.bind(UnixDomainSocketAddress.of(socket), MAX_CALLERS);
      restrict();
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      Files.deleteIfExists(socket);
      throw e;
    }
  }

  private void removeLeftOver() throws IOException {
    if (Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
      if (!Files.readAttributes(socket, "isOther", LinkOption.NOFOLLOW_LINKS)
          .get("isOther")
          .equals(true)) {
        throw new FileSystemException(socket + " is there and is no socket: remove it");
      }
      Files.delete(socket);
    }
  }

  /** Until then the peer check keeps others out. */
  private void restrict() throws IOException {
    if (group != null) {
      GroupPrincipal members =
          socket.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
      Files.getFileAttributeView(socket, PosixFileAttributeView.class).setGroup(members);
    }
    String permissions = group == null ? "rw-------" : "rw-rw----";
    Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString(permissions));
  }

  /** A caller who cannot be taken, or a machine that is out of files, ends nothing for others. */
  private void accept() {
    ServerSocketChannel open = server;
    while (!closing && open != null && open.isOpen()) {
      try {
        SocketChannel caller = open.accept();
        takesCallers();
        take(caller);
      } catch (IOException | RuntimeException e) {
        if (!closing) {
          up = false;
          why = "the local socket takes no callers just now: " + e.getMessage();
          Logger.error(e, "local command socket takes no callers socket={}", socket);
          LockSupport.parkNanos(PAUSE);
        }
      }
    }
  }

  private void take(SocketChannel caller) throws IOException {
    try {
      welcome(caller);
    } catch (IOException | RuntimeException e) {
      Logger.warn("a caller was not taken socket={} why=\"{}\"", socket, e.toString());
      caller.close();
    }
  }

  private void takesCallers() {
    up = true;
    why = "open at " + socket;
  }

  private void welcome(SocketChannel channel) throws IOException {
    callers.removeIf(Caller::isGone);
    if (!mayCall(channel) || callers.size() >= MAX_CALLERS) {
      channel.close();
      return;
    }
    Caller caller = new Caller(channel, envelope -> gate.accept(envelope));
    callers.add(caller);
    caller.start();
  }

  /** With a group the kernel has asked the file's permissions, which know all groups of a user. */
  private boolean mayCall(SocketChannel channel) throws IOException {
    UnixDomainPrincipal peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
    UserPrincipal owner = Files.getOwner(socket);
    boolean may =
        group != null || peer.user().equals(owner) || peer.user().getName().equals("root");
    if (!may) {
      Logger.warn("a stranger was turned away socket={} user={}", socket, peer.user().getName());
    }
    return may;
  }

  @Override
  public void send(String keyId, byte[] envelope) {
    callers.stream().filter(caller -> caller.wants(keyId)).forEach(c -> c.send(envelope.clone()));
  }

  /** Whether envelopes can arrive. */
  public boolean isUp() {
    return up;
  }

  /** The state in words, with the remedy where one is needed. */
  public String why() {
    return why;
  }

  @Override
  public void close() {
    closing = true;
    up = false;
    ServerSocketChannel open = server;
    if (open != null) {
      try {
        open.close();
        Files.deleteIfExists(socket);
      } catch (IOException e) {
        Logger.debug("local socket not closed socket={} why=\"{}\"", socket, e.getMessage());
      }
    }
    callers.forEach(Caller::close);
  }
}
