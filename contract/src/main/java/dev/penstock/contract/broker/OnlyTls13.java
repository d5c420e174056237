package dev.penstock.contract.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets that speak TLS 1.3 and nothing older, and send at once: asking a context for the protocol
 * is not enough, its sockets still offer 1.2.
 */
final class OnlyTls13 extends SSLSocketFactory {

  private static final String[] PROTOCOLS = {BrokerTls.PROTOCOL};

  private final SSLSocketFactory factory;

  OnlyTls13(SSLSocketFactory factory) {
    this.factory = factory;
  }

  private static Socket only(Socket socket) throws IOException {
    ((SSLSocket) socket).setEnabledProtocols(PROTOCOLS);
    return PromptSockets.prompt(socket);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return factory.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return factory.getSupportedCipherSuites();
  }

  @Override
  public Socket createSocket() throws IOException {
    return only(factory.createSocket());
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return only(factory.createSocket(socket, host, port, autoClose));
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return only(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return only(factory.createSocket(host, port, local, localPort));
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return only(factory.createSocket(host, port));
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return only(factory.createSocket(host, port, local, localPort));
  }
}
