/** The connector's main job, to be looked at: a view becomes a DataFrame. */
package io.github.pigmentspark.demo;
