/** Tests of the promises to users, with real Spark, real HTTP and the shaded jar. */
package io.github.pigmentspark.it;
