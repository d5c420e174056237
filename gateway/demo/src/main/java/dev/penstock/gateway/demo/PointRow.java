package dev.penstock.gateway.demo;

/**
 * A point as the twin sees it.
 *
 * @param point {@code device/point}
 * @param value as text; empty when there is none
 * @param unit UCUM, empty for none
 * @param within how far the plant can be from the value, for people
 * @param quality with flags, for people
 * @param eventNanos since 1970
 */
record PointRow(
    String point, String value, String unit, String within, String quality, long eventNanos) {}
