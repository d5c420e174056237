/**
 * YAML as people write it: a tree that knows its lines, records bound from it, and every problem
 * told at once with file, line and remedy. Knows nothing of profiles; the runtime binds its
 * settings with it.
 */
@NullMarked
package dev.penstock.deviceprofiles.yaml;

import org.jspecify.annotations.NullMarked;
