/** A book of trades priced under scenarios: the function that agents run, and its client. */
@NullMarked
package io.htcgrid.examples.portfolio;

import org.jspecify.annotations.NullMarked;
