/** The token endpoint: shared phases, and one class for each grant that fills their hooks. */
package io.tributary.broker.grant;
