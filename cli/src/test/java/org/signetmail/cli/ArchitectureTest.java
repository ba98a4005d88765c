package org.signetmail.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.security.Security;
import java.time.Instant;
import java.util.AbstractCollection;
import java.util.AbstractMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The picture of the house, kept true: who may lean on whom, and what no room may hold. */
@AnalyzeClasses(packages = "org.signetmail", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

    /** Also where the build directory is not called target, which ArchUnit's own option takes for granted. */
    static final class NoTests implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("/test-classes/");
        }
    }

    private static final String CORE = "org.signetmail.core..";
    private static final String SPF = "org.signetmail.spf..";
    private static final String DKIM = "org.signetmail.dkim..";
    private static final String DMARC = "org.signetmail.dmarc..";
    private static final String REPORTS = "org.signetmail.reports..";
    private static final String TESTKIT = "org.signetmail.testkit..";
    private static final String TESTKIT_ALONE = "org.signetmail.testkit";
    private static final String TESTKIT_OF_DKIM = "org.signetmail.testkit.dkim..";
    private static final String CLI = "org.signetmail.cli..";

    /** The packages of modules that are not exported, or to sister modules alone. */
    private static final String[] ROOMS = {
        "org.signetmail.core.internal..",
        "org.signetmail.core.dns..",
        "org.signetmail.core.message..",
        "org.signetmail.core.results..",
        "org.signetmail.spf.address..",
        "org.signetmail.dkim.canonical..",
        "org.signetmail.dkim.tags..",
        "org.signetmail.dkim.keys..",
        "org.signetmail.dkim.diagnosis..",
        "org.signetmail.reports.octets..",
        "org.signetmail.reports.xml..",
        "org.signetmail.reports.mime..",
        "org.signetmail.reports.sql.."
    };

    private static final DescribedPredicate<JavaClass> IN_A_ROOM = JavaClass.Predicates.resideInAnyPackage(ROOMS);

    /** What those who ask DNS speak in, which cannot live in a room that is not exported. */
    private static final DescribedPredicate<JavaClass> SPOKEN_WITH_DNS = resideInAPackage("org.signetmail.core")
            .and(nameMatching("org\\.signetmail\\.core\\."
                    + "(Dns(Resolver|Answer|Record|Failure|Query)|RecordType|DomainName)(\\$.*)?"));

    private static final String[] GRAMMARS = {"org.signetmail.core.message..", "org.signetmail.core.results.."};

    /** The modules that read what strangers send. */
    private static final String[] HOSTILE_INPUT = {CORE, SPF, DKIM, DMARC, REPORTS};

    private static final Set<String> STRING_METHODS = Set.of(
            "matches",
            "split",
            "replaceAll",
            "replaceFirst",
            "trim",
            "strip",
            "stripLeading",
            "stripTrailing",
            "isBlank",
            "equalsIgnoreCase",
            "compareToIgnoreCase");

    /** Interfaces such as List and Map may hold the immutable kind; these classes never do. */
    private static final List<Class<?>> MUTABLE_TYPES =
            List.of(AbstractMap.class, AbstractCollection.class, Random.class, StringBuilder.class, ThreadLocal.class);

    @ArchTest
    static final ArchRule core_is_the_ground_floor = noArrow(CORE, SPF, DKIM, DMARC, REPORTS, TESTKIT, CLI);

    @ArchTest
    static final ArchRule spf_stands_on_core_alone = noArrow(SPF, DKIM, DMARC, REPORTS, TESTKIT, CLI);

    @ArchTest
    static final ArchRule dkim_stands_on_core_alone = noArrow(DKIM, SPF, DMARC, REPORTS, TESTKIT, CLI);

    @ArchTest
    static final ArchRule dmarc_stands_on_both = noArrow(DMARC, REPORTS, TESTKIT, CLI);

    @ArchTest
    static final ArchRule reports_stand_on_dmarc = noArrow(REPORTS, TESTKIT, CLI);

    /** Nobody who checks mail brings a JSON library along for it, and reports use it where they are read, written and stored. */
    @ArchTest
    static final ArchRule json_is_for_reports = noClasses()
            .that()
            .resideInAnyPackage(CORE, SPF, DKIM, DMARC, TESTKIT, REPORTS)
            .and()
            .haveNameNotMatching("org\\.signetmail\\.reports\\.(TlsParser|StoredJson|sending\\.StateJson)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("tools.jackson..");

    /** A program that keeps no reports need not have the module java.sql, which reports require for those alone that do. */
    @ArchTest
    static final ArchRule databases_are_for_stores = noClasses()
            .that()
            .resideInAnyPackage(CORE, SPF, DKIM, DMARC, TESTKIT, REPORTS)
            .and()
            .resideOutsideOfPackage("org.signetmail.reports.sql..")
            .and()
            .haveNameNotMatching(
                    "org\\.signetmail\\.reports\\.(ReportStore|Stored\\w+|sending\\.(ResultStore|ResultRows|Claim))(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..");

    @ArchTest
    static final ArchRule testkit_leans_on_core_alone =
            noArrow(TESTKIT_ALONE, SPF, DKIM, DMARC, REPORTS, CLI, TESTKIT_OF_DKIM);

    @ArchTest
    static final ArchRule kits_of_dkim_lean_on_dkim_alone =
            noArrow(TESTKIT_OF_DKIM, SPF, DMARC, REPORTS, CLI, TESTKIT_ALONE);

    @ArchTest
    static final ArchRule internals_are_for_the_protocols = noClasses()
            .that()
            .resideInAnyPackage(TESTKIT, CLI)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.signetmail..internal..");

    /** The root of core is what users meet: its types may be spoken of in the room, and one class opens the door to it. */
    @ArchTest
    static final ArchRule one_door_leads_to_the_machinery_of_dns = noClasses()
            .that()
            .resideInAPackage("org.signetmail.core")
            .and()
            .haveNameNotMatching("org\\.signetmail\\.core\\.DnsJavaResolver(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.signetmail.core.dns..");

    @ArchTest
    static final ArchRule the_machinery_of_dns_knows_but_the_types_of_its_answers = noClasses()
            .that()
            .resideInAPackage("org.signetmail.core.dns..")
            .should()
            .dependOnClassesThat(resideInAPackage("org.signetmail.core")
                    .and(DescribedPredicate.not(nameMatching("org\\.signetmail\\.core\\."
                            + "(Dns(Resolver|Answer|Record|Failure|Query)|RecordType|DomainName)(\\$.*)?"))));

    @ArchTest
    static final ArchRule octet_helpers_lean_on_nothing = noArrow(
            "org.signetmail.core.internal..",
            "org.signetmail.core",
            "org.signetmail.core.dns..",
            GRAMMARS[0],
            GRAMMARS[1]);

    /** As their package-info says: text goes in and text comes out. */
    @ArchTest
    static final ArchRule grammars_of_core_lean_on_the_octet_helpers_alone = noClasses()
            .that()
            .resideInAnyPackage(GRAMMARS)
            .should()
            .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("org.signetmail..")
                    .and(JavaClass.Predicates.resideOutsideOfPackages(
                            "org.signetmail.core.internal..", GRAMMARS[0], GRAMMARS[1])));

    /** A room may lean on another, as long as no way leads back. */
    @ArchTest
    static final ArchRule no_circles_between_packages = slices().assignedFrom(new EachPackage())
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("org.signetmail.core.dns"), SPOKEN_WITH_DNS);

    /** The room where users come in is the top floor. */
    @ArchTest
    static final ArchRule rooms_do_not_use_the_root = classes()
            .that()
            .resideInAnyPackage(ROOMS)
            .should(new ArchCondition<>("not use the root package of their module") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    String room = item.getPackageName();
                    String root = room.substring(0, room.lastIndexOf('.'));
                    item.getDirectDependenciesFromSelf().stream()
                            .filter(arrow -> isIn(root, arrow.getTargetClass().getBaseComponentType()))
                            .forEach(arrow -> events.add(SimpleConditionEvent.violated(arrow, arrow.getDescription())));
                }
            });

    /** What is not exported cannot be named by those who get it. */
    @ArchTest
    static final ArchRule rooms_do_not_show = classes()
            .that()
            .resideOutsideOfPackages(ROOMS)
            .and()
            .arePublic()
            .should(new ArchCondition<>("show no class of a room in what is public or protected") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                    shown(item)
                            .filter(type -> IN_A_ROOM.test(type.getBaseComponentType()))
                            .forEach(type -> events.add(
                                    SimpleConditionEvent.violated(item, item.getName() + " shows " + type.getName())));
                }
            });

    private static boolean isIn(String root, JavaClass type) {
        return type.getPackageName().equals(root) && !SPOKEN_WITH_DNS.test(type);
    }

    private static Stream<JavaClass> shown(JavaClass item) {
        Stream<JavaType> parents = Stream.concat(item.getSuperclass().stream(), item.getInterfaces().stream());
        Stream<JavaType> bounds = item.getTypeParameters().stream().map(JavaType.class::cast);
        Stream<JavaType> fields =
                item.getFields().stream().filter(ArchitectureTest::isShown).map(JavaField::getType);
        Stream<JavaType> units = item.getCodeUnits().stream()
                .filter(ArchitectureTest::isShown)
                .flatMap(unit -> Stream.of(
                                unit.getParameterTypes(),
                                List.of(unit.getReturnType()),
                                unit.getTypeParameters(),
                                unit.getExceptionTypes())
                        .flatMap(List::stream));
        return Stream.of(parents, bounds, fields, units)
                .flatMap(types -> types)
                .flatMap(type -> type.getAllInvolvedRawTypes().stream());
    }

    private static boolean isShown(JavaMember member) {
        Set<JavaModifier> modifiers = member.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** Each package for itself, within its module: arrows between modules have their own rules. */
    private static final class EachPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "each package";
        }
    }

    @ArchTest
    static final ArchRule jakarta_stays_in_its_package = noClasses()
            .that()
            .resideOutsideOfPackage("org.signetmail.dkim.jakarta..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jakarta..");

    /** Jakarta Mail has other implementations: what knows Angus Mail is asked for only when it links. */
    @ArchTest
    static final ArchRule angus_mail_is_behind_one_seam = noClasses()
            .that()
            .resideInAnyPackage(CORE, SPF, DKIM, DMARC)
            .and()
            .haveNameNotMatching("org\\.signetmail\\.dkim\\.jakarta\\.(SmtpEnvelope|SignedSmtpMessage)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.eclipse.angus..");

    /** A host may have any Bouncy Castle, or none: one class knows it, and is asked for only when it links. */
    @ArchTest
    static final ArchRule bouncy_castle_is_behind_one_seam = noClasses()
            .that()
            .resideInAnyPackage(CORE, SPF, DKIM, DMARC, REPORTS)
            .and()
            .haveNameNotMatching("org\\.signetmail\\.dkim\\.keys\\.BouncyCastleEd25519(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.bouncycastle..");

    /** They take super-linear time, and their white space is more than WSP. */
    @ArchTest
    static final ArchRule no_regular_expressions = noClasses()
            .that()
            .resideInAnyPackage(HOSTILE_INPUT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.regex..");

    @ArchTest
    static final ArchRule no_string_methods_that_hide_them = classes()
            .that()
            .resideInAnyPackage(HOSTILE_INPUT)
            .should(neverCall(
                    "String methods that match expressions or strip more than WSP",
                    call -> isOn(call, String.class) && STRING_METHODS.contains(call.getName())));

    /** A verdict must not depend on where the program runs. */
    @ArchTest
    static final ArchRule no_default_charset_or_locale = classes()
            .should(neverCall("methods that use the default charset or locale", ArchitectureTest::usesDefaults));

    private static boolean usesDefaults(JavaCodeUnitAccess<?> call) {
        List<String> parameters = call.getTarget().getRawParameterTypes().stream()
                .map(JavaClass::getName)
                .toList();
        if (parameters.contains(Charset.class.getName()) || parameters.contains(Locale.class.getName())) {
            return false;
        }
        String name = call.getName();
        boolean constructs = name.equals("<init>");
        if (isOn(call, String.class)) {
            return Set.of("getBytes", "toLowerCase", "toUpperCase", "format", "formatted")
                            .contains(name)
                    || (constructs && parameters.contains("[B"));
        }
        if (isOn(call, PrintStream.class)) {
            return constructs || name.equals("printf") || name.equals("format");
        }
        return (constructs && (isOn(call, InputStreamReader.class) || isOn(call, OutputStreamWriter.class)))
                || (isOn(call, Charset.class) && name.equals("defaultCharset"))
                || (isOn(call, Locale.class) && name.equals("getDefault"));
    }

    @ArchTest
    static final ArchRule no_hidden_clock_and_no_global_provider = classes()
            .that()
            .resideInAnyPackage(HOSTILE_INPUT)
            .should(neverCall(
                    "the system's clock, or the JVM's list of security providers",
                    call -> (isOn(call, System.class) && call.getName().equals("currentTimeMillis"))
                            || (isOn(call, Instant.class) && call.getName().equals("now"))
                            || isOn(call, Security.class)));

    @ArchTest
    static final ArchRule no_reflection = noClasses()
            .that()
            .resideInAnyPackage(HOSTILE_INPUT)
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.lang.reflect..");

    @ArchTest
    static final ArchRule no_static_mutable_state =
            fields().that().areStatic().should(never("are mutable", ArchitectureTest::isMutable));

    /** What a static field of type Map or List holds, its type does not tell; what the class makes for it does. */
    @ArchTest
    static final ArchRule no_static_collections_that_change = classes()
            .should(neverCall(
                    "constructors of collections while the class is initialized",
                    call -> call.getOrigin().getName().equals("<clinit>")
                            && call.getName().equals("<init>")
                            && MUTABLE_TYPES.stream().anyMatch(call.getTargetOwner()::isAssignableTo)));

    private static boolean isMutable(JavaField field) {
        JavaClass type = field.getRawType();
        Set<JavaModifier> modifiers = field.getModifiers();
        boolean compilersOwn = modifiers.contains(JavaModifier.SYNTHETIC);
        boolean sharedArray = type.isArray() && !modifiers.contains(JavaModifier.PRIVATE) && !compilersOwn;
        return !modifiers.contains(JavaModifier.FINAL)
                || sharedArray
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || MUTABLE_TYPES.stream().anyMatch(type::isAssignableTo);
    }

    private static ArchRule noArrow(String from, String... to) {
        return noClasses()
                .that()
                .resideInAPackage(from)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(to);
    }

    private static boolean isOn(JavaCodeUnitAccess<?> call, Class<?> owner) {
        return call.getTargetOwner().isEquivalentTo(owner);
    }

    /** Classes none of whose calls and method references are such. */
    private static ArchCondition<JavaClass> neverCall(String what, Predicate<JavaCodeUnitAccess<?>> forbidden) {
        return new ArchCondition<>("never call " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Stream.<Set<? extends JavaCodeUnitAccess<?>>>of(
                                item.getMethodCallsFromSelf(),
                                item.getMethodReferencesFromSelf(),
                                item.getConstructorCallsFromSelf(),
                                item.getConstructorReferencesFromSelf())
                        .flatMap(Set::stream)
                        .filter(forbidden)
                        .forEach(call -> events.add(SimpleConditionEvent.violated(call, call.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaField> never(String what, Predicate<JavaField> forbidden) {
        return new ArchCondition<>("never " + what) {
            @Override
            public void check(JavaField item, ConditionEvents events) {
                if (forbidden.test(item)) {
                    events.add(SimpleConditionEvent.violated(item, item.getDescription()));
                }
            }
        };
    }
}
