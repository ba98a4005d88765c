/** Targets of a fuzzer, and the oracles that judge what comes of its octets: README.md of this module. */
package org.signetmail.fuzz;
