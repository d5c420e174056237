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
 * @param attack whether the tour of attacks is run in place of the usual play
 */
record DemoOptions(
    Path folder,
    @Nullable Duration length,
    PortChoice ports,
    boolean commands,
    boolean leak,
    boolean attack) {}
