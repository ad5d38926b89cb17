/**
 * A grid whose agents are killed and frozen, whose services fail, and whose functions misbehave.
 */
@NullMarked
package io.htcgrid.bench.chaos;

import org.jspecify.annotations.NullMarked;
