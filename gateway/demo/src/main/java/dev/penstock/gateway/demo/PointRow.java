package dev.penstock.gateway.demo;

/**
 * A point as the twin sees it.
 *
 * @param point {@code device/point}
 * @param value as text; empty when there is none
 * @param unit UCUM, empty for none
 * @param quality with flags, for people
 * @param eventNanos since 1970
 */
record PointRow(String point, String value, String unit, String quality, long eventNanos) {}
