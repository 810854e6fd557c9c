/** A demo of the connector's main purpose, reading a view into a DataFrame. */
package io.github.pigmentspark.demo;
