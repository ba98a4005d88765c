import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Looks whether each module in a repository is as Maven Central wants it, and as we do. Arguments: the repository, the version, and
 * the modules; ends with 1 and a line for each thing that is wrong.
 */
class Staged {

    private static final List<String> ASKED =
            List.of("name", "description", "url", "licenses", "developers", "scm", "issueManagement");

    private final List<String> wrong = new ArrayList<>();
    private final Path repository;
    private final String version;

    private Staged(Path repository, String version) {
        this.repository = repository;
        this.version = version;
    }

    public static void main(String[] args) throws Exception {
        Staged staged = new Staged(Path.of(args[0]), args[1]);
        List<String> modules = List.of(args).subList(2, args.length);
        for (String module : modules) {
            staged.look(module);
        }
        staged.onlyThose(modules);
        staged.wrong.forEach(System.err::println);
        System.out.println(modules.size() + " modules looked at, " + staged.wrong.size() + " things wrong");
        System.exit(staged.wrong.isEmpty() ? 0 : 1);
    }

    private void look(String module) throws Exception {
        Element pom = pom(module);
        for (String name : ASKED) {
            check(!text(pom, name).isBlank(), module, "its POM has no " + name);
        }
        check(child(pom, "parent") == null, module, "its POM has a parent, which is not published");
        check(
                child(pom, "build") == null && child(pom, "repositories") == null,
                module,
                "its POM tells how it is built");
        check(!Files.readString(file(module, ".pom")).contains("${project.basedir}"), module, "its POM names a folder");
        check(Files.exists(file(module, "-cyclonedx.json")), module, "there is no list of what stands in it");
        if (text(pom, "packaging").equals("pom")) {
            return;
        }
        for (String jar : List.of(".jar", "-sources.jar", "-javadoc.jar")) {
            check(Files.exists(file(module, jar)), module, "there is no " + jar);
            if (Files.exists(file(module, jar))) {
                jar(module, jar, text(pom, "name"));
            }
        }
        if (module.equals("signet-cli")) {
            command(module);
        }
    }

    private void jar(String module, String suffix, String title) throws Exception {
        try (JarFile jar = new JarFile(file(module, suffix).toFile())) {
            for (String name : List.of("META-INF/LICENSE", "META-INF/NOTICE")) {
                check(jar.getEntry(name) != null, module, suffix + " has no " + name);
            }
            if (!suffix.equals(".jar")) {
                check(
                        jar.stream()
                                .anyMatch(each ->
                                        each.getName().endsWith(suffix.equals("-sources.jar") ? ".java" : ".html")),
                        module,
                        suffix + " has nothing in it");
                return;
            }
            Attributes manifest = jar.getManifest().getMainAttributes();
            check(title.equals(manifest.getValue("Implementation-Title")), module, "its manifest has no title");
            check(version.equals(manifest.getValue("Implementation-Version")), module, "its manifest has no version");
            boolean module0 = jar.getEntry("module-info.class") != null;
            check(module0 || manifest.getValue("Automatic-Module-Name") != null, module, "it has no name as a module");
            check(!module0 || manifest.getValue("Export-Package") != null, module, "it is no bundle");
        }
    }

    /** What stands in the jar of the command is named, with its version, where licences are told. */
    private void command(String module) throws Exception {
        check(Files.exists(file(module, "-command.zip")), module, "there is no -command.zip");
        check(Files.exists(file(module, "-command.tar.gz")), module, "there is no -command.tar.gz");
        String bom = Files.readString(file(module, "-cyclonedx.json"));
        String licences = Files.readString(Path.of("cli/src/main/dist/THIRD-PARTY.txt"));
        int found = 0;
        String start = "\"ref\" : \"pkg:maven/";
        for (int i = bom.indexOf(start); i >= 0; i = bom.indexOf(start, i + 1)) {
            String purl = bom.substring(i + start.length(), bom.indexOf('?', i));
            String[] name = purl.substring(purl.indexOf('/') + 1).split("@", -1);
            if (!purl.startsWith("org.signetmail/")) {
                found++;
                check(licences.contains(name[0] + " " + name[1]), module, "THIRD-PARTY.txt does not name " + purl);
            }
        }
        check(found >= 5, module, "its list of what stands in it has " + found + " libraries");
    }

    /** Nothing that is ours alone got there. */
    private void onlyThose(List<String> modules) throws Exception {
        try (var folders = Files.list(repository.resolve("org/signetmail"))) {
            folders.map(each -> each.getFileName().toString())
                    .filter(each -> !modules.contains(each) && !each.endsWith(".xml"))
                    .forEach(each -> wrong.add(each + ": is not to be published"));
        }
    }

    private void check(boolean right, String module, String what) {
        if (!right) {
            wrong.add(module + ": " + what);
        }
    }

    private Path file(String module, String suffix) {
        return repository
                .resolve("org/signetmail")
                .resolve(module)
                .resolve(version)
                .resolve(module + "-" + version + suffix);
    }

    private Element pom(String module) throws Exception {
        try (InputStream in = Files.newInputStream(file(module, ".pom"))) {
            Document document =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
            return document.getDocumentElement();
        }
    }

    private static Element child(Element parent, String name) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                return element;
            }
        }
        return null;
    }

    private static String text(Element parent, String name) {
        Element child = child(parent, name);
        return child == null ? "" : child.getTextContent().strip();
    }
}
