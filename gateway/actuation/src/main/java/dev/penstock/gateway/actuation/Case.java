package dev.penstock.gateway.actuation;

/** One order under judgement, at one moment: everything that a gate may look at. */
record Case(Order order, Permit permit, Sights sights, World world) {

  String point() {
    return permit.point().point();
  }

  String device() {
    return permit.point().binding().device();
  }

  long now() {
    return sights.mono();
  }

  long powered() {
    return world.memory().powered().at(now());
  }
}
