package org.signetmail.reports.sending;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.signetmail.core.DomainName;
import org.signetmail.core.internal.Ascii;
import org.signetmail.core.internal.HeaderText;

/**
 * Who reports: the receiver in its own words, the domain that it goes by, and whom to write to (RFC 9990 §3.1.1.3). Immutable and
 * thread-safe.
 */
public final class ReportSubmitter {

    private static final int LONGEST = 200;

    private static final String GENERATOR = "Signet";

    private final String organization;
    private final DomainName domain;
    private final String email;
    private final @Nullable String contact;
    private final @Nullable String instance;

    private ReportSubmitter(
            String organization, DomainName domain, String email, @Nullable String contact, @Nullable String instance) {
        this.organization = organization;
        this.domain = domain;
        this.email = email;
        this.contact = contact;
        this.instance = instance;
    }

    /**
     * A submitter.
     *
     * @param organization its name
     * @param domain its domain, which subjects, file names and ids have
     * @param email the address that reports come from and that answers go to, such as {@code dmarc@receiver.example}
     * @return without further contact
     * @throws IllegalArgumentException when the name is empty, the domain is none, or the address is no plain one: a dot-atom and a
     *     domain (RFC 5322 §3.4.1)
     */
    public static ReportSubmitter of(String organization, String domain, String email) {
        String name = XmlCharacters.clean(organization);
        if (name.isEmpty() || name.length() > LONGEST) {
            throw new IllegalArgumentException("the name of an organization has 1 to " + LONGEST + " characters");
        }
        if (!MailAddresses.isPlain(email)) {
            throw new IllegalArgumentException("not a plain mail address: " + Ascii.printable(email, 100));
        }
        return new ReportSubmitter(name, DomainName.of(domain), email, null, null);
    }

    /**
     * The same with more about whom to ask.
     *
     * @param newContact such as the address of a page
     * @return a new submitter
     */
    public ReportSubmitter withContact(String newContact) {
        String text = HeaderText.cut(XmlCharacters.clean(newContact), LONGEST);
        return new ReportSubmitter(organization, domain, email, text, instance);
    }

    /**
     * The same for one of several sources of reports that are not merged: it makes their ids and file names differ
     * (RFC 9990 §3.5.2).
     *
     * @param newInstance 1 to 40 letters and digits of ASCII, such as {@code mx1}; always the same for the same source
     * @return a new submitter
     * @throws IllegalArgumentException when it is something else
     */
    public ReportSubmitter withInstance(String newInstance) {
        boolean fit = !newInstance.isEmpty() && newInstance.length() <= 40;
        for (int i = 0; i < newInstance.length(); i++) {
            fit &= Ascii.isLetterOrDigit(newInstance.charAt(i));
        }
        if (!fit) {
            throw new IllegalArgumentException("not 1 to 40 letters and digits: " + Ascii.printable(newInstance, 60));
        }
        return new ReportSubmitter(organization, domain, email, contact, newInstance);
    }

    /**
     * The name.
     *
     * @return never empty
     */
    public String organization() {
        return organization;
    }

    /**
     * The domain.
     *
     * @return never null
     */
    public DomainName domain() {
        return domain;
    }

    /**
     * The address.
     *
     * @return as it was given
     */
    public String email() {
        return email;
    }

    /**
     * More about whom to ask.
     *
     * @return nothing by default
     */
    public Optional<String> contact() {
        return Optional.ofNullable(contact);
    }

    /**
     * Which of several sources.
     *
     * @return nothing by default
     */
    public Optional<String> instance() {
        return Optional.ofNullable(instance);
    }

    String generator() {
        return GENERATOR;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ReportSubmitter that
                && organization.equals(that.organization)
                && domain.equals(that.domain)
                && email.equals(that.email)
                && Objects.equals(contact, that.contact)
                && Objects.equals(instance, that.instance);
    }

    @Override
    public int hashCode() {
        return Objects.hash(organization, domain, email, contact, instance);
    }

    /**
     * Organization and domain.
     *
     * @return one line of printing ASCII
     */
    @Override
    public String toString() {
        return Ascii.printable(organization, LONGEST) + " (" + domain + ")";
    }
}
