package dev.penstock.drivers.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class NotificationOrderTest {

  private final NotificationOrder order = new NotificationOrder();

  @Test
  void beginsAtOneAndCounts() {
    assertThat(order.isNext(1)).isTrue();
    order.received(1);

    assertThat(order.isNext(2)).isTrue();
    assertThat(order.missingBefore(5)).isEqualTo(3);
    assertThat(order.missingBefore(1)).isNegative();
  }

  @Test
  void wrapsFromTheLastToOne() {
    order.skipTo(0xFFFF_FFFFL);
    order.received(0xFFFF_FFFFL);

    assertThat(order.next()).isEqualTo(1);
    assertThat(order.missingBefore(0xFFFF_FFFFL)).isNegative();
  }

  @Test
  void doesNotMissTheFarewellToTheOldSession() {
    order.received(1);
    order.retains();
    order.handedOver();

    order.arrived(3);

    assertThat(order.missingBefore(3)).isZero();
  }

  @Test
  void missesMoreThanOneAfterAHandOver() {
    order.received(1);
    order.retains();
    order.handedOver();

    order.arrived(4);

    assertThat(order.missingBefore(4)).isEqualTo(2);
  }

  @Test
  void missesEveryNumberLaterOn() {
    order.received(1);
    order.retains();
    order.handedOver();
    order.arrived(2);
    order.received(2);

    order.arrived(4);

    assertThat(order.missingBefore(4)).isEqualTo(1);
  }

  @Test
  void trustsNoServerThatKeepsNothing() {
    order.received(1);
    order.handedOver();

    order.arrived(3);

    assertThat(order.missingBefore(3)).isEqualTo(1);
  }
}
