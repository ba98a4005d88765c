package org.signetmail.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.Finding;
import org.signetmail.dkim.DkimSigner;
import org.signetmail.dkim.DkimSigningException;
import org.signetmail.dkim.DkimSigningProblem;
import org.signetmail.dkim.SignatureHeader;

/** What {@code signet sign --json} prints of a message. */
final class SignJson {

    private static final int VERSION = 1;

    private final MailInput mail;
    private final List<DkimSigner> signers;

    SignJson(MailInput mail, List<DkimSigner> signers) {
        this.mail = mail;
        this.signers = signers;
    }

    /** A stable word for why a message cannot be signed. */
    static String code(DkimSigningProblem problem) {
        return "sign-" + JsonParts.word(problem);
    }

    /** Why a message cannot be signed, with what the user of a command can do, who sets no policy for line ends. */
    static String reason(DkimSigningException e) {
        String message = String.valueOf(e.getMessage());
        int policy = message.indexOf("; LineEndPolicy");
        return policy < 0
                ? message
                : message.substring(0, policy)
                        + "; give the file one kind of line ends, as dos2unix does, and sign it then";
    }

    String noMessage() {
        return object(null, List.of(), null, null, List.of());
    }

    String refused(DkimSigningException e) {
        return object(null, List.of(), code(e.problem()), reason(e), List.of());
    }

    /** Of fields in the order of the signers. */
    String signed(SignatureHeader header, @Nullable String file) {
        List<Map<String, @Nullable Object>> signatures = new ArrayList<>();
        for (int i = 0; i < signers.size(); i++) {
            DkimSigner signer = signers.get(i);
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("domain", signer.domain().toString());
            object.put("selector", signer.selector().toString());
            object.put("algorithm", signer.algorithm().keyword());
            object.put("field", header.fields().get(i));
            signatures.add(object);
        }
        return object(file, signatures, null, null, header.findings());
    }

    private String object(
            @Nullable String file,
            List<Map<String, @Nullable Object>> signatures,
            @Nullable String problem,
            @Nullable String reason,
            List<Finding> findings) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("version", VERSION);
        object.put("input", JsonParts.input(mail, mail.notes()));
        object.put("file", file);
        object.put("signatures", signatures);
        object.put("problem", problem);
        object.put("reason", reason);
        object.put("findings", JsonParts.findings(findings));
        return Json.of(object);
    }
}
