/** The contract of the state table, proven on DynamoDB and on a table in memory. */
@NullMarked
package io.htcgrid.control.state;

import org.jspecify.annotations.NullMarked;
