package dev.penstock.contract;

/**
 * The two clocks a component is given; it reads no other.
 *
 * @param wall dates observations
 * @param mono orders, times out and limits rates
 */
public record Clocks(WallClock wall, MonotonicClock mono) {}
