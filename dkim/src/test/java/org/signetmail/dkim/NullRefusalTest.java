package org.signetmail.dkim;

import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.signetmail.core.HeaderField;
import org.signetmail.core.Message;
import org.signetmail.testkit.FakeDns;
import org.signetmail.testkit.TestKeys;

/** A null is the caller's bug, and is refused by the name of what is missing. */
class NullRefusalTest {

    private static final SigningKey KEY = SigningKey.of(TestKeys.ed25519().privateKey());
    private static final DkimSigner SIGNER =
            DkimSigner.builder("example.net", "s", KEY).build();
    private static final FakeDns DNS = FakeDns.zone("");

    private static Arguments refused(String name, ThrowingCallable call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> calls() {
        PrivateKey privateKey = TestKeys.rsa2048().privateKey();
        return Stream.of(
                refused("message", () -> SIGNER.sign((Message) null)),
                refused("fields", () -> SIGNER.begin((List<HeaderField>) null)),
                refused("message", () -> DkimSigners.of(SIGNER).sign((Message) null)),
                refused("fields", () -> DkimSigners.of(SIGNER).begin((List<HeaderField>) null)),
                refused("signers", () -> DkimSigners.of((List<DkimSigner>) null)),
                refused("signers", () -> DkimSigners.byAuthorDomain(null, NoSignerPolicy.REFUSE)),
                refused("otherwise", () -> DkimSigners.byAuthorDomain(List.of(SIGNER), null)),
                refused("supplier", () -> DkimSigners.supplied(null)),
                refused("first", () -> DkimSigners.of((DkimSigner) null, SIGNER)),
                refused(
                        "names",
                        () -> DkimSigner.builder("example.net", "s", KEY).signedFields(null)),
                refused(
                        "names",
                        () -> DkimSigner.builder("example.net", "s", KEY).unsignedFields(null)),
                refused(
                        "names",
                        () -> DkimSigner.builder("example.net", "s", KEY).alwaysOversigned(null)),
                refused(
                        "names",
                        () -> DkimSigner.builder("example.net", "s", KEY).oversignedWhenPresent(null)),
                refused(
                        "auid",
                        () -> DkimSigner.builder("example.net", "s", KEY).identity(null)),
                refused(
                        "time",
                        () -> DkimSigner.builder("example.net", "s", KEY).validity(null)),
                refused("key", () -> DkimSigner.builder("example.net", "s", null)),
                refused("resolver", () -> DkimVerifier.using(null)),
                refused("fields", () -> DkimVerifier.using(DNS).begin((List<HeaderField>) null)),
                refused("head", () -> DkimVerifier.using(DNS).begin((Message) null)),
                refused("message", () -> DkimVerifier.using(DNS).verify(null)),
                refused("domain", () -> KeyCheck.using(DNS).check(null, "s", KEY)),
                refused("selector", () -> KeyCheck.using(DNS).check("example.net", null, KEY)),
                refused("key", () -> KeyCheck.using(DNS).check("example.net", "s", null)),
                refused("data", () -> SigningInput.of(null)),
                refused("privateKey", () -> SigningKey.of(null)),
                refused("publicKey", () -> SigningKey.of(privateKey, (PublicKey) null)),
                refused("provider", () -> SigningKey.of(privateKey, (Provider) null)),
                refused("pem", () -> SigningKey.fromPem((String) null)),
                refused("passphrase", () -> SigningKey.fromPem("x", null)),
                refused("file", () -> SigningKey.fromPem((Path) null)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("calls")
    void namesWhatIsMissing(String name, ThrowingCallable call) {
        assertThatNullPointerException().isThrownBy(call).withMessage(name);
    }
}
