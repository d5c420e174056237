package dev.penstock.gateway.runtime;

import dev.penstock.contract.uplink.UplinkFactory;

/** An uplink as the settings describe it, ready to be opened. */
record UplinkPlan(
    String uplink, UplinkFactory<?> factory, Record uplinkSettings, boolean required) {}
