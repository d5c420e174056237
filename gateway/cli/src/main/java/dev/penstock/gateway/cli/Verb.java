package dev.penstock.gateway.cli;

import java.util.concurrent.Callable;

/**
 * One verb of the command line: a picocli {@code @Command} with {@code --help} and an example.
 * Found by {@code ServiceLoader}. Returns an {@link ExitCode}.
 */
public interface Verb extends Callable<Integer> {}
