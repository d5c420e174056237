/**
 * What a device means: profiles are loaded, checked with file and line, and compiled to the
 * descriptors and bindings that everybody else sees. Only the runtime and the command line know
 * this package.
 */
@NullMarked
package dev.penstock.deviceprofiles;

import org.jspecify.annotations.NullMarked;
