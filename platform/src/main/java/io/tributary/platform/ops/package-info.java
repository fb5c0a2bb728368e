/**
 * What an operator looks at: JSON logs, metrics, health, the management listener. Knows no feature;
 * features register their own meters and checks here.
 */
package io.tributary.platform.ops;
