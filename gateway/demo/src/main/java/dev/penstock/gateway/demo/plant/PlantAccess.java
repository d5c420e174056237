package dev.penstock.gateway.demo.plant;

/**
 * Everything that decides who gets in, and by what the plant is known.
 *
 * @param keys the server's own
 * @param trust which client applications
 * @param users which people
 */
record PlantAccess(PlantKeys keys, PlantTrust trust, PlantUsers users) {}
