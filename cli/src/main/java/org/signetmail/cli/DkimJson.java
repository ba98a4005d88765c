package org.signetmail.cli;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.dkim.BodyCoverage;
import org.signetmail.dkim.DkimAlgorithm;
import org.signetmail.dkim.DkimDiagnosis;
import org.signetmail.dkim.DkimHint;
import org.signetmail.dkim.DkimKey;
import org.signetmail.dkim.DkimOutcome;
import org.signetmail.dkim.DkimProblem;
import org.signetmail.dkim.DkimSignature;
import org.signetmail.dkim.SignedField;

/** The outcome of a signature in JSON. */
final class DkimJson {

    private DkimJson() {}

    static Map<String, @Nullable Object> of(DkimOutcome dkim) {
        DkimSignature signature = dkim.signature();
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("result", dkim.result().keyword());
        object.put("problem", JsonParts.text(dkim.problem().map(DkimProblem::code)));
        object.put("domain", JsonParts.text(dkim.domain()));
        object.put("selector", JsonParts.text(dkim.selector()));
        object.put("identity", JsonParts.text(dkim.identity()));
        object.put("algorithm", JsonParts.text(dkim.algorithm().map(DkimAlgorithm::keyword)));
        object.put("signedAt", JsonParts.text(signature.signedAt().map(Instant::toString)));
        object.put("expiresAt", JsonParts.text(signature.expiresAt().map(Instant::toString)));
        object.put("reason", dkim.reason());
        object.put("key", dkim.key().map(DkimJson::key).orElse(null));
        object.put("body", dkim.body().map(DkimJson::body).orElse(null));
        object.put(
                "signedFields",
                dkim.signedFields().stream().map(DkimJson::signedField).toList());
        object.put("findings", JsonParts.findings(dkim.findings()));
        object.put(
                "hints",
                dkim.diagnosis().map(DkimDiagnosis::hints).orElse(List.of()).stream()
                        .map(DkimJson::hint)
                        .toList());
        return object;
    }

    private static Map<String, @Nullable Object> key(DkimKey key) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("bits", key.bits());
        object.put("testing", key.testing());
        object.put("authentic", key.authentic());
        return object;
    }

    private static Map<String, @Nullable Object> body(BodyCoverage body) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("signed", body.signed());
        object.put("total", body.total());
        return object;
    }

    private static Map<String, @Nullable Object> signedField(SignedField field) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("name", field.name());
        object.put("signed", field.signed());
        object.put("present", field.present());
        return object;
    }

    private static Map<String, @Nullable Object> hint(DkimHint hint) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("code", hint.code());
        object.put("certainty", hint.certainty().keyword());
        object.put("fields", hint.fields());
        object.put("detail", hint.detail());
        object.put("sentence", hint.sentence());
        return object;
    }
}
