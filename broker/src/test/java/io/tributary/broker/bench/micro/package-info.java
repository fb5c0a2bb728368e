/**
 * Costs of single operations of the broker, measured by JMH: {@code scripts/bench --micro}. One
 * class for each kind of operation; every public class with benchmarks here is a row or several.
 * Nothing here is a test.
 */
package io.tributary.broker.bench.micro;
