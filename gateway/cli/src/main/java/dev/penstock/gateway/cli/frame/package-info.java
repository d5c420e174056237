/**
 * The verb {@code frame}: prints and checks files of native frames. A broken frame is named and
 * takes none of its neighbours along.
 */
@NullMarked
package dev.penstock.gateway.cli.frame;

import org.jspecify.annotations.NullMarked;
