/** What tests of the whole system need of the connector beyond its contract. */
@NullMarked
package io.htcgrid.connector;

import org.jspecify.annotations.NullMarked;
