/**
 * The client library: submit sessions, watch them, stream their results. {@link
 * io.htcgrid.connector.HtcGrid} is where to begin.
 */
@NullMarked
package io.htcgrid.connector;

import org.jspecify.annotations.NullMarked;
