import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSignerInfoGeneratorBuilder;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;

/** A host that signs S/MIME with its own Bouncy Castle, and has Signet beside it. */
class SmimeHost {
    public static void main(String[] args) throws Exception {
        org.signetmail.hosts.Host.main(args);
        BouncyCastleProvider provider = new BouncyCastleProvider();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        ContentSigner signer =
                new JcaContentSignerBuilder("SHA256withRSA").setProvider(provider).build(pair.getPrivate());
        X500Name name = new X500Name("CN=host");
        Date now = new Date();
        X509CertificateHolder certificate = new JcaX509v3CertificateBuilder(
                        name, BigInteger.ONE, now, new Date(now.getTime() + 86_400_000), name, pair.getPublic())
                .build(signer);
        CMSSignedDataGenerator cms = new CMSSignedDataGenerator();
        cms.addSignerInfoGenerator(new JcaSignerInfoGeneratorBuilder(new JcaDigestCalculatorProviderBuilder()
                        .setProvider(provider)
                        .build())
                .build(signer, certificate));
        cms.addCertificates(new JcaCertStore(List.of()));
        CMSSignedData data = cms.generate(new CMSProcessableByteArray(new byte[] {1, 2, 3}), true);
        SignerInformation information = data.getSignerInfos().getSigners().iterator().next();
        System.out.println("smime: "
                + information.verify(
                        new JcaSimpleSignerInfoVerifierBuilder().setProvider(provider).build(certificate)));
    }
}
