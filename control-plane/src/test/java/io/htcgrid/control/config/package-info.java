/** Tests of configuration, clients and resources, and a grid for other tests. */
@NullMarked
package io.htcgrid.control.config;

import org.jspecify.annotations.NullMarked;
