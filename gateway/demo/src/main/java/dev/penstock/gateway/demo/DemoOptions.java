package dev.penstock.gateway.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a demo was asked for.
 *
 * @param folder where its data goes
 * @param length how long it runs; null until it is stopped
 * @param ports where its servers listen
 * @param commands whether the operator moves a pump
 * @param leak whether tank 1 begins to leak
 */
record DemoOptions(
    Path folder, @Nullable Duration length, PortChoice ports, boolean commands, boolean leak) {}
