/** A demo of the connector's main job: reading a view into a DataFrame. */
package io.github.pigmentspark.demo;
