/**
 * Profiles in other people's forms: a W3C WoT Thing Model for programs, a sheet for the technician
 * on site.
 */
@NullMarked
package dev.penstock.deviceprofiles.export;

import org.jspecify.annotations.NullMarked;
