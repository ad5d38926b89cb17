/** Amazon DynamoDB Local, ElasticMQ and S3Proxy, started and stopped together in one JVM. */
@NullMarked
package io.htcgrid.embedded;

import org.jspecify.annotations.NullMarked;
