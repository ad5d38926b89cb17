/** What a session costs: every request to AWS, every unit of DynamoDB, and their list price. */
@NullMarked
package io.htcgrid.bench.cost;

import org.jspecify.annotations.NullMarked;
