/**
 * The words everybody uses: observations, their quality, their time and what they mean. Nothing
 * here knows a protocol, a disk or a network; it needs the JDK alone.
 */
@NullMarked
package dev.penstock.contract;

import org.jspecify.annotations.NullMarked;
