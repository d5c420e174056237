package dev.penstock.contract.uplink;

/**
 * One thing that was tried on the way to a centre.
 *
 * @param words what was found, with the remedy where one is needed
 */
public record UplinkStep(String what, boolean ok, String words) {}
