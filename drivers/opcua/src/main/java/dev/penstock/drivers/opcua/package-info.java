/**
 * The OPC UA driver: sessions that read by subscription, resume after a cut, and trust no server
 * that a person has not trusted. Milo is used for channel, session and codecs; the publish loop is
 * our own, so that what is acknowledged to the server follows what is durable here.
 */
@NullMarked
package dev.penstock.drivers.opcua;

import org.jspecify.annotations.NullMarked;
