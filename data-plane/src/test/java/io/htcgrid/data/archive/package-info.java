/** Tests of ids, bundles and stores, against memory and a real S3 service. */
@NullMarked
package io.htcgrid.data.archive;

import org.jspecify.annotations.NullMarked;
