package org.signetmail.reports.sql;

import java.util.List;

/**
 * The tables, which docs/report-store.md explains. Types and statements are those that SQLite and PostgreSQL have in common, but
 * for two words. Texts are escaped or cleaned before they get here; days are {@code 2026-01-01}, times seconds since the epoch.
 */
final class Schema {

    /** To be raised with any change of a table, together with what carries an older one over. */
    static final int VERSION = 1;

    private Schema() {}

    /**
     * What makes them in an empty database.
     *
     * @param identity what numbers a table by itself
     * @param clustered what keeps rows in the order of their key
     */
    static List<String> statements(String identity, String clustered) {
        return List.of(
                "CREATE TABLE signet_schema (version INTEGER NOT NULL)",
                "INSERT INTO signet_schema (version) VALUES (" + VERSION + ")",
                "CREATE TABLE signet_report (id " + identity
                        + ", report_key TEXT NOT NULL UNIQUE, contents TEXT NOT NULL,"
                        + " kind TEXT NOT NULL, domain TEXT NOT NULL, day TEXT, period_begin BIGINT, period_end BIGINT,"
                        + " reporter TEXT, organization TEXT, report_id TEXT, messages BIGINT NOT NULL,"
                        + " passing BIGINT NOT NULL, head TEXT NOT NULL)",
                "CREATE INDEX signet_report_day ON signet_report (day)",
                "CREATE TABLE signet_row (report BIGINT NOT NULL, number BIGINT NOT NULL, source TEXT NOT NULL,"
                        + " address TEXT NOT NULL, messages BIGINT NOT NULL, passes INTEGER NOT NULL, disposition TEXT,"
                        + " dkim TEXT, spf TEXT, header_from TEXT, envelope_from TEXT, envelope_to TEXT,"
                        + " details TEXT NOT NULL, PRIMARY KEY (report, number))" + clustered,
                "CREATE INDEX signet_row_address ON signet_row (address, report)",
                "CREATE TABLE signet_domain (domain TEXT NOT NULL, report BIGINT NOT NULL,"
                        + " PRIMARY KEY (domain, report))" + clustered,
                "CREATE TABLE signet_day (domain TEXT NOT NULL, day TEXT NOT NULL, batch BIGINT NOT NULL,"
                        + " PRIMARY KEY (domain, day))" + clustered,
                "CREATE TABLE signet_taken (domain TEXT NOT NULL, day TEXT NOT NULL, batch BIGINT NOT NULL,"
                        + " token TEXT NOT NULL, since BIGINT NOT NULL, until BIGINT NOT NULL, sent INTEGER NOT NULL,"
                        + " PRIMARY KEY (domain, day, batch))" + clustered,
                "CREATE TABLE signet_kind (domain TEXT NOT NULL, day TEXT NOT NULL, batch BIGINT NOT NULL,"
                        + " kind TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (domain, day, batch, kind))"
                        + clustered,
                "CREATE TABLE signet_result (domain TEXT NOT NULL, day TEXT NOT NULL, kind TEXT NOT NULL,"
                        + " id BIGINT NOT NULL, received BIGINT NOT NULL, batch BIGINT NOT NULL,"
                        + " PRIMARY KEY (domain, day, kind, id, received))" + clustered,
                "CREATE TABLE signet_part (domain TEXT NOT NULL, day TEXT NOT NULL, part TEXT NOT NULL,"
                        + " batch BIGINT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (domain, day, part))");
    }
}
