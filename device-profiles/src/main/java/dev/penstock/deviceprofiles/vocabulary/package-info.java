/**
 * The closed vocabulary of a device profile, a record a block: what may be written, its defaults
 * and its meaning. Each record checks what it can see by itself; what needs the whole profile is
 * checked by the loader.
 */
@NullMarked
package dev.penstock.deviceprofiles.vocabulary;

import org.jspecify.annotations.NullMarked;
