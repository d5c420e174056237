package dev.penstock.drivers.opcua;

import dev.penstock.contract.ObservationBatch;
import dev.penstock.contract.device.DeviceException;
import dev.penstock.contract.device.DeviceListener;
import dev.penstock.contract.device.LinkState;
import dev.penstock.contract.journal.LossCause;

/** Throws on every batch, as a listener with a mistake in it would. */
record FailingListener(DeviceListener others) implements DeviceListener {

  @Override
  public long accept(ObservationBatch batch) {
    throw new IllegalStateException("on purpose");
  }

  @Override
  public void alive(long mono) {
    others.alive(mono);
  }

  @Override
  public void lost(LossCause cause, long count, long eventFrom, long eventTo) {
    others.lost(cause, count, eventFrom, eventTo);
  }

  @Override
  public void link(LinkState state, String why) {
    others.link(state, why);
  }

  @Override
  public void ended(DeviceException cause) {
    others.ended(cause);
  }
}
