package dev.penstock.contract.testkit;

import dev.penstock.contract.Clocks;
import dev.penstock.contract.ObservationId;
import dev.penstock.contract.uplink.Uplink;
import dev.penstock.contract.uplink.UplinkListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

class MemoryUplinkTest extends UplinkContract {

  private final FakeTime time = new FakeTime();
  private final List<MemoryUplink> running = new ArrayList<>();

  private record Rig(MemoryCentre centre) implements Centre {

    @Override
    public void leave() {
      centre.away(true);
    }

    @Override
    public void comeBack() {
      centre.away(false);
    }

    @Override
    public void confirm(boolean does) {
      centre.silent(!does);
    }

    @Override
    public List<ObservationId> rows() {
      return centre.rows();
    }

    @Override
    public void close() {}
  }

  @Override
  protected Clocks clocks() {
    return time.clocks();
  }

  @Override
  protected Centre centre(String uplink) {
    return new Rig(new MemoryCentre());
  }

  @Override
  protected Uplink uplink(Parts parts, Centre centre, UplinkListener listener) {
    MemoryUplink uplink = new MemoryUplink(parts, ((Rig) centre).centre(), listener);
    running.add(uplink);
    return uplink;
  }

  @Override
  protected void pass() {
    time.pass(Duration.ofMillis(10));
    running.forEach(MemoryUplink::turn);
  }
}
