package dev.penstock.drivers.opcua;

import static org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned.uint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.sdk.client.SessionActivityListener;
import org.eclipse.milo.opcua.sdk.client.UaSession;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.encoding.EncodingContext;
import org.eclipse.milo.opcua.stack.core.types.UaRequestMessageType;
import org.eclipse.milo.opcua.stack.core.types.UaResponseMessageType;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.structured.RequestHeader;
import org.eclipse.milo.opcua.stack.core.util.Unit;
import org.eclipse.milo.opcua.stack.transport.client.tcp.OpcTcpClientTransport;

/**
 * One login at one server, from its success to its first failure; it never comes back. Milo's own
 * reconnecting is cut short, because a request must not wait there and be sent after a reconnect.
 */
final class Connection {

  private static final Duration FAREWELL = Duration.ofSeconds(2);

  private final OpcUaClient client;
  private final String peer;
  private final Duration requestTimeout;
  private final CompletableFuture<String> end = new CompletableFuture<>();
  private volatile NodeId token = NodeId.NULL_VALUE;

  Connection(OpcUaClient client, String peer, Duration requestTimeout) {
    this.client = client;
    this.peer = peer;
    this.requestTimeout = requestTimeout;
  }

  /** The login succeeded. */
  void opened(UaSession session) {
    token = session.getAuthenticationToken();
    client.addSessionActivityListener(
        new SessionActivityListener() {
          @Override
          public void onSessionInactive(UaSession lost) {
            broken("the connection was lost");
          }
        });
    if (!isOpen()) {
      broken("the connection was lost");
    }
  }

  /** Hex SHA-256 of the server's certificate; empty without security. */
  String peer() {
    return peer;
  }

  NamespaceTable namespaces() {
    return client.getNamespaceTable();
  }

  EncodingContext encoding() {
    return client.getStaticEncodingContext();
  }

  /** Whether a request handed over now would be sent now. */
  boolean isOpen() {
    var channel = ((OpcTcpClientTransport) client.getTransport()).getChannelFsm().getChannel();
    return !end.isDone() && channel.isDone() && !channel.isCompletedExceptionally();
  }

  /** Ends it, for the first reason given. */
  void broken(String why) {
    end.complete(why);
  }

  boolean isBroken() {
    return end.isDone();
  }

  /** Waits for the end; returns why, or empty if it still lives. */
  String awaitEnd(Duration atMost) throws InterruptedException {
    try {
      return end.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "";
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end is never a failure", e);
    }
  }

  RequestHeader header(Duration timeout) {
    return client.newRequestHeader(token, uint(timeout.toMillis()));
  }

  CompletableFuture<UaResponseMessageType> send(UaRequestMessageType request) {
    return client.sendRequestAsync(request);
  }

  /** One request and its answer, within the request timeout. */
  <T extends UaResponseMessageType> T call(
      Class<T> answer, Function<RequestHeader, UaRequestMessageType> request) throws UaException {
    return call(answer, request, requestTimeout);
  }

  /** One request and its answer; a late answer is {@code Bad_Timeout}. */
  <T extends UaResponseMessageType> T call(
      Class<T> answer, Function<RequestHeader, UaRequestMessageType> request, Duration timeout)
      throws UaException {
    if (!isOpen()) {
      throw new UaException(StatusCodes.Bad_ServerNotConnected, "not connected");
    }
    var pending = send(request.apply(header(timeout)));
    try {
      return answer.cast(pending.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      throw UaException.extract(e)
          .orElseGet(() -> new UaException(StatusCodes.Bad_CommunicationError, e.getCause()));
    } catch (TimeoutException e) {
      // A request that still waited for a channel is now never sent.
      pending.cancel(false);
      throw new UaException(StatusCodes.Bad_Timeout, e);
    } catch (InterruptedException e) {
      pending.cancel(false);
      Thread.currentThread().interrupt();
      throw new UaException(StatusCodes.Bad_RequestInterrupted, e);
    }
  }

  /** Logs out, which also frees what the server keeps for us. */
  void close() {
    broken("closed");
    try {
      client.disconnectAsync().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      discard();
    } catch (InterruptedException e) {
      discard();
      Thread.currentThread().interrupt();
    }
  }

  /** Drops the line without a word, so that the server keeps the subscription for the next one. */
  void discard() {
    broken("dropped");
    // Nobody waits for either; the session first would ask the server to forget the subscription.
    var unused =
        client
            .getTransport()
            .disconnect()
            .exceptionally(failed -> Unit.VALUE)
            .thenCompose(done -> client.disconnectAsync());
  }
}
