/**
 * How the connector calls the grid's services: on which threads, how patiently, and what an error
 * of theirs means. Internal: no part of the library's contract.
 */
@NullMarked
package io.htcgrid.connector.calls;

import org.jspecify.annotations.NullMarked;
