/**
 * Whether a profile gives what a consumer needs, aspect by aspect, before anything goes live. What
 * fits only with adaptations comes with a plan that was executed on test vectors.
 */
@NullMarked
package dev.penstock.deviceprofiles.fit;

import org.jspecify.annotations.NullMarked;
