/**
 * The database that a store is in: which one it is, its tables and their version, transactions. It speaks JDBC, knows nothing of
 * reports but their tables, and leans on no other room.
 */
@NullMarked
package org.signetmail.reports.sql;

import org.jspecify.annotations.NullMarked;
