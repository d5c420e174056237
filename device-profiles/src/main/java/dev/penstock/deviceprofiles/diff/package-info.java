/**
 * What changed between two versions of a profile, and by how much its version must therefore rise.
 * The declared version is checked, not trusted.
 */
@NullMarked
package dev.penstock.deviceprofiles.diff;

import org.jspecify.annotations.NullMarked;
