/**
 * UCUM units, really parsed, and conversions between them that keep values apart from differences.
 * The UCUM table's library is used here and nowhere else.
 */
@NullMarked
package dev.penstock.deviceprofiles.units;

import org.jspecify.annotations.NullMarked;
