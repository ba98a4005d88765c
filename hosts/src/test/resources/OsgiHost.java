import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.ZipEntry;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/**
 * A host in an OSGi framework: the libraries are bundles, and so is the program. Arguments: a folder for what the framework keeps,
 * the folder with the classes of the program, and the bundles.
 */
class OsgiHost {

    private static final String PROGRAM = "org.signetmail.hosts.Host";

    public static void main(String[] args) throws Exception {
        // SPI Fly tells of every provider that it finds.
        Logger.getLogger("").setLevel(Level.WARNING);
        Path folder = Path.of(args[0]);
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        "org.osgi.framework.storage", folder.resolve("felix").toString()));
        framework.start();
        List<Bundle> bundles = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            Path bundle = Path.of(args[i]);
            bundles.add(framework
                    .getBundleContext()
                    .installBundle((Files.isDirectory(bundle) ? "reference:" : "") + bundle.toUri()));
        }
        Bundle program = framework
                .getBundleContext()
                .installBundle(program(folder, Path.of(args[1]), "org.signetmail.core")
                        .toUri()
                        .toString());
        bundles.add(program);
        for (Bundle bundle : bundles) {
            if (bundle.getHeaders().get("Fragment-Host") == null) {
                bundle.start();
            }
        }
        program.loadClass(PROGRAM).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
        Bundle nosy = framework
                .getBundleContext()
                .installBundle(program(folder, Path.of(args[1]), "org.signetmail.core.internal")
                        .toUri()
                        .toString());
        try {
            nosy.start();
            System.out.println("A package that is not for all was given to all.");
        } catch (BundleException e) {
            if (!e.getMessage().contains("org.signetmail.core.internal")) {
                throw e;
            }
        }
        framework.stop();
        framework.waitForStop(0);
    }

    /** The program as a bundle that imports a package of core, and what else it needs. */
    private static Path program(Path folder, Path classes, String core) throws Exception {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.putValue("Bundle-ManifestVersion", "2");
        attributes.putValue("Bundle-SymbolicName", "host." + core);
        attributes.putValue(
                "Import-Package",
                core + ",org.signetmail.dkim,org.signetmail.dmarc,org.signetmail.testkit,org.signetmail.spf");
        Path jar = folder.resolve(core + ".jar");
        String name = PROGRAM.replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.putNextEntry(new ZipEntry(name));
            Files.copy(classes.resolve(name), out);
        }
        return jar;
    }
}
