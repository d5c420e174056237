package dev.penstock.gateway.console;

import java.time.InstantSource;

/**
 * Opens the page over a fake gateway, for looking at it: arguments are the port and the number of
 * extra points.
 */
final class FakeGatewayMain {

  private FakeGatewayMain() {}

  public static void main(String[] args) throws Exception {
    int port = args.length > 0 ? Integer.parseInt(args[0]) : 8090;
    int extra = args.length > 1 ? Integer.parseInt(args[1]) : 0;
    Console console =
        new Console(ConsoleSettings.loopback(port), new FakeGateway(InstantSource.system(), extra));
    console.start();
    Runtime.getRuntime().addShutdownHook(new Thread(console::close));
  }
}
