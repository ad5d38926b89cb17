/** Tests in which services fail, at every place that calls them. */
@NullMarked
package io.htcgrid.system.trouble;

import org.jspecify.annotations.NullMarked;
