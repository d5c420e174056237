package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.street.StreetSensors;
import java.io.Closeable;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What stands around the gateway: the plant, the broker, the street. All start beside each other;
 * who asks for one waits until it is there.
 */
final class DemoSite implements Closeable {

  private final CompletableFuture<X509Certificate> certificate;
  private final CompletableFuture<PlantServer> plant;
  private final CompletableFuture<EmbeddedBroker> broker;
  private final CompletableFuture<StreetSensors> street;

  private DemoSite(
      CompletableFuture<X509Certificate> certificate,
      CompletableFuture<PlantServer> plant,
      CompletableFuture<EmbeddedBroker> broker,
      CompletableFuture<StreetSensors> street) {
    this.certificate = certificate;
    this.plant = plant;
    this.broker = broker;
    this.street = street;
  }

  /** Begins to start everything and returns at once; the accounts were made before. */
  static DemoSite start(DemoFolder folder, DemoPorts ports, DemoAccounts accounts, Clocks clocks) {
    CompletableFuture<X509Certificate> certificate =
        beside(() -> PlantServer.certificateIn(folder.plant()));
    CompletableFuture<EmbeddedBroker> broker =
        beside(() -> EmbeddedBroker.start(ports.broker(), accounts.brokerUsers()));
    return new DemoSite(
        certificate,
        beside(
            () -> {
              // Not before: both would make it.
              await(certificate);
              return PlantServer.start(
                  PlantSettings.of(folder.plant(), accounts.plantUsers()).withPort(ports.plant()),
                  clocks,
                  new SplittableRandom());
            }),
        broker,
        beside(
            () ->
                StreetSensors.start(
                    accounts.street(await(broker).url()), clocks.wall(), new SplittableRandom())));
  }

  private static <T> CompletableFuture<T> beside(Callable<T> start) {
    CompletableFuture<T> future = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(start.call());
              } catch (Exception | LinkageError e) {
                future.completeExceptionally(e);
              }
            },
            "demo-start");
    thread.setDaemon(true);
    thread.start();
    return future;
  }

  X509Certificate certificate() throws IOException {
    return await(certificate);
  }

  PlantServer plant() throws IOException {
    return await(plant);
  }

  /** The broker's address. */
  String brokerUrl() throws IOException {
    return await(broker).url();
  }

  StreetSensors street() throws IOException {
    return await(street);
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw e;
    }
  }

  /** What did start is closed; the street first, for it would miss the broker. */
  @Override
  public void close() {
    ClosingStack open = new ClosingStack();
    plant.thenAccept(open::add).exceptionally(e -> null).join();
    broker.thenAccept(open::add).exceptionally(e -> null).join();
    street.thenAccept(open::add).exceptionally(e -> null).join();
    open.close();
  }
}
