/**
 * What every page shares: rendering, the frame around it, failure pages, form fields, protection of
 * forms, cookies and addresses within this site. Knows no session and no resource.
 */
package io.tributary.inventory.page;
