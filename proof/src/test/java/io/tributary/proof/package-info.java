/**
 * What the tests of all modules say they prove, against the lists of what there is to prove. Reads
 * compiled tests only; runs none of them.
 */
package io.tributary.proof;
