package org.signetmail.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DnsQuery;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dmarc.Authentication;
import org.signetmail.dmarc.Disposition;
import org.signetmail.dmarc.DmarcOutcome;
import org.signetmail.dmarc.SmtpReply;
import org.signetmail.spf.SpfOutcome;

/** A verdict as a program reads it: the object that {@code signet verify --json} prints. What is not there is null. */
final class VerdictJson {

    private VerdictJson() {}

    static Map<String, Object> of(Authentication result, String mta) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("spf", spf(result.spf()));
        verdict.put("dkim", result.dkim().stream().map(VerdictJson::dkim).toList());
        verdict.put("dmarc", dmarc(result.dmarc()));
        verdict.put("reply", reply(result));
        verdict.put("authenticationResults", result.toAuthenticationResults(mta).value());
        verdict.put("queries", result.queries().stream().map(VerdictJson::query).toList());
        return verdict;
    }

    private static Map<String, @Nullable Object> spf(SpfOutcome spf) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", spf.result().keyword());
        object.put("identity", spf.identity().keyword());
        object.put("domain", text(spf.domain()));
        object.put("reason", spf.reason());
        return object;
    }

    private static Map<String, @Nullable Object> dkim(DkimOutcome dkim) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", dkim.result().keyword());
        object.put("domain", text(dkim.domain()));
        object.put("selector", text(dkim.selector()));
        object.put("algorithm", text(dkim.algorithm().map(DkimAlgorithm::keyword)));
        object.put("reason", dkim.reason());
        return object;
    }

    private static Map<String, @Nullable Object> dmarc(DmarcOutcome dmarc) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", dmarc.result().keyword());
        object.put("domain", text(dmarc.authorDomain()));
        object.put("policy", text(dmarc.policy().map(Disposition::keyword)));
        object.put("disposition", dmarc.disposition().keyword());
        object.put("reason", dmarc.reason());
        return object;
    }

    private static Map<String, @Nullable Object> reply(Authentication result) {
        SmtpReply reply = result.reply();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("action", reply.action().keyword());
        object.put("code", reply.code());
        object.put("enhancedCode", reply.enhancedCode());
        object.put("text", reply.text());
        object.put("disposition", result.disposition().keyword());
        return object;
    }

    private static Map<String, @Nullable Object> query(DnsQuery query) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", query.name().toString());
        object.put("type", query.type().name());
        object.put("answer", query.answer().describe());
        // To the microsecond: a plain decimal number, without an exponent.
        object.put("millis", Math.round(query.elapsed().toNanos() / 1e3) / 1e3);
        return object;
    }

    private static @Nullable String text(Optional<?> value) {
        return value.map(Object::toString).orElse(null);
    }
}
