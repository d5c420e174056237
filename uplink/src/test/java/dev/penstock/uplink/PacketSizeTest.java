package dev.penstock.uplink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.penstock.contract.wire.FrameLimit;
import org.junit.jupiter.api.Test;

class PacketSizeTest {

  private final PacketSize size = new PacketSize();

  @Test
  void whatTheBrokerAnnouncesIsTheLimit() {
    size.announced(5000);

    assertThat(size.limit()).isEqualTo(new FrameLimit(5000, 5000));
  }

  @Test
  void aRefusalSaysWhatIsTooLargeAndHalfOfItIsAimedAt() {
    size.refused(60_000);

    assertThat(size.limit()).isEqualTo(new FrameLimit(30_000, 59_999));
  }

  @Test
  void aConnectionThatBreaksOffMakesFramesSmallerButGivesNoRowUp() {
    size.brokeOff(60_000);

    assertThat(size.limit()).isEqualTo(new FrameLimit(30_000, Integer.MAX_VALUE));
  }

  @Test
  void whoRefusesEvenSmallFramesMeansSomethingElse() {
    size.refused(300);
    size.brokeOff(300);

    assertThat(size.limit()).isEqualTo(FrameLimit.NONE);
  }

  @Test
  void framesGrowAgainAfterConnectionsThatHeld() {
    size.brokeOff(20_000);
    size.held();
    assertThat(size.limit().aim()).isEqualTo(20_000);
    for (int i = 0; i < 40; i++) {
      size.held();
    }

    assertThat(size.limit()).isEqualTo(FrameLimit.NONE);
  }
}
