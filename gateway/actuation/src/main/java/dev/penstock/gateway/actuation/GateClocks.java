package dev.penstock.gateway.actuation;

import dev.penstock.contract.MonotonicClock;
import dev.penstock.contract.WallClock;

/**
 * The clocks of the gate.
 *
 * @param wall for what people read; decides nothing
 * @param mono every limit, age and lease
 * @param uptime nanoseconds since boot, running on in suspend ({@code /proc/uptime}): where it runs
 *     away from {@code mono} the machine slept, and no lease may outlive that
 */
public record GateClocks(WallClock wall, MonotonicClock mono, MonotonicClock uptime) {}
