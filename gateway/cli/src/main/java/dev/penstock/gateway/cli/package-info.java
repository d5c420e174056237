/**
 * The {@code penstock} command. Owns {@code main}; its verbs are found by {@code ServiceLoader}, so
 * that other modules can add theirs.
 */
@NullMarked
package dev.penstock.gateway.cli;

import org.jspecify.annotations.NullMarked;
