/** What users are promised, tested as they would use it: real Spark, real HTTP, the shaded jar. */
package io.github.pigmentspark.it;
