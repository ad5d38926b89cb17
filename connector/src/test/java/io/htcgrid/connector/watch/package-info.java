/** Tests of watching without services. */
@NullMarked
package io.htcgrid.connector.watch;

import org.jspecify.annotations.NullMarked;
