/** Folders as single files whose bytes depend on the folder's content alone. */
@NullMarked
package io.htcgrid.data.archive;

import org.jspecify.annotations.NullMarked;
