package org.signetmail.reports;

/** Reports in which everything stands that one can hold. */
final class FullReport {

    /** An aggregate report of one row, the disposition of which is written as nobody should. */
    static final String AGGREGATE = """
        <feedback xmlns="urn:ietf:params:xml:ns:dmarc-2.0"><version>1.0</version><report_metadata>\
        <org_name>R</org_name><email>a@r.example</email><extra_contact_info>x</extra_contact_info>\
        <report_id>w</report_id><date_range><begin>1767225600</begin><end>1767311999</end></date_range>\
        <error>e</error><error>f</error><generator>g</generator></report_metadata>\
        <policy_published><domain>example.org</domain><p>none</p><sp>quarantine</sp><np>reject</np><adkim>s</adkim>\
        <aspf>r</aspf><pct>50</pct><fo>1:d</fo><testing>y</testing><discovery_method>treewalk</discovery_method>\
        </policy_published><record><row><source_ip>2001:db8::1</source_ip><count>7</count><policy_evaluated>\
        <disposition>None</disposition><dkim>fail</dkim><spf>pass</spf><reason><type>other</type>\
        <comment>c</comment></reason></policy_evaluated></row><identifiers><header_from>example.org</header_from>\
        <envelope_from>e.example</envelope_from><envelope_to>t.example</envelope_to></identifiers><auth_results>\
        <dkim><domain>d.example</domain><selector>s</selector><result>fail</result><human_result>h</human_result>\
        </dkim><spf><domain>s.example</domain><scope>mfrom</scope><result>pass</result>\
        <human_result>k</human_result></spf></auth_results></record></feedback>\
        """;

    private FullReport() {}
}
