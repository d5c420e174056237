/**
 * The verb {@code profile}: device profiles checked, explained, compared, fitted and exported. All
 * it knows is how to ask and how to print; the answers come from the device profiles.
 */
@NullMarked
package dev.penstock.gateway.cli.profile;

import org.jspecify.annotations.NullMarked;
