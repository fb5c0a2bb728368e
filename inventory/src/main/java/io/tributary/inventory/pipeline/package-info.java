/**
 * From a verified single sign-on login to an account: NetBox's social pipeline in named steps. The
 * decisions are pure; one transaction carries them out. Knows no HTTP and no session.
 */
package io.tributary.inventory.pipeline;
