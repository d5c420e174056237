package dev.penstock.gateway.demo;

import dev.penstock.contract.Clocks;
import dev.penstock.gateway.demo.broker.EmbeddedBroker;
import dev.penstock.gateway.demo.plant.PlantServer;
import dev.penstock.gateway.demo.plant.PlantSettings;
import dev.penstock.gateway.demo.street.StreetSensors;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What stands around the gateway: the plant and, by way of the broker, the street. */
final class DemoSite implements Closeable {

  private final PlantServer plant;
  private final EmbeddedBroker broker;
  private final StreetSensors street;

  private DemoSite(PlantServer plant, EmbeddedBroker broker, StreetSensors street) {
    this.plant = plant;
    this.broker = broker;
    this.street = street;
  }

  /** Starts everything, the plant beside the broker; the accounts were made before. */
  static DemoSite start(DemoFolder folder, DemoPorts ports, DemoAccounts accounts, Clocks clocks)
      throws IOException {
    CompletableFuture<PlantServer> plant =
        CompletableFuture.supplyAsync(() -> startPlant(folder, ports, accounts, clocks));
    EmbeddedBroker broker = EmbeddedBroker.start(ports.broker(), accounts.brokerUsers());
    StreetSensors street =
        StreetSensors.start(
            accounts.street(broker.url()), clocks.wall(), new SplittableRandom());
    try {
      return new DemoSite(plant.join(), broker, street);
    } catch (CompletionException e) {
      street.close();
      broker.close();
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io.getCause();
      }
      throw e;
    }
  }

  private static PlantServer startPlant(
      DemoFolder folder, DemoPorts ports, DemoAccounts accounts, Clocks clocks) {
    try {
      PlantSettings settings =
          PlantSettings.of(folder.plant(), accounts.plantUsers()).withPort(ports.plant());
      return PlantServer.start(settings, clocks, new SplittableRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  PlantServer plant() {
    return plant;
  }

  EmbeddedBroker broker() {
    return broker;
  }

  /** The sensors measure no more. */
  void closeStreet() {
    street.close();
  }

  @Override
  public void close() throws IOException {
    street.close();
    broker.close();
    plant.close();
  }
}
