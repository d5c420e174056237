/**
 * A twin reduced to what every twin needs: it takes frames, keeps each row once, knows what is
 * missing, says so in signed acknowledgements, and sends commands. Made to be read and copied.
 */
@NullMarked
package dev.penstock.uplink.twin;

import org.jspecify.annotations.NullMarked;
