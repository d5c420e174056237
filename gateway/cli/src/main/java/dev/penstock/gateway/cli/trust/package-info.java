/**
 * {@code penstock trust}: the keys and documents of a site, made and signed away from the gateway,
 * and installed on it by hand.
 */
@NullMarked
package dev.penstock.gateway.cli.trust;

import org.jspecify.annotations.NullMarked;
