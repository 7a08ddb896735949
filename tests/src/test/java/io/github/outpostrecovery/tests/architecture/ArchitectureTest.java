package io.github.outpostrecovery.tests.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.constructors;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.github.outpostrecovery.core.compute.LaunchOrder;
import io.github.outpostrecovery.core.fence.FenceProof;
import io.github.outpostrecovery.core.incident.ProvenFence;
import io.github.outpostrecovery.functions.StepHandler;

@AnalyzeClasses(packages = "io.github.outpostrecovery", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.github.outpostrecovery.";

    @ArchTest
    static final ArchRule arrows_pointTowardsCore = layeredArchitecture()
            .consideringOnlyDependenciesInAnyPackage("io.github.outpostrecovery..")
            .layer("core")
            .definedBy(ROOT + "core..")
            .layer("storage clients")
            .definedBy(ROOT + "storage..")
            .layer("functions")
            .definedBy(ROOT + "functions..")
            .layer("lab")
            .definedBy(ROOT + "lab..")
            .layer("cli")
            .definedBy(ROOT + "cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("lab")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("functions")
            .mayOnlyBeAccessedByLayers("lab", "cli")
            .whereLayer("storage clients")
            .mayOnlyBeAccessedByLayers("functions", "lab", "cli");

    @ArchTest
    static final ArchRule core_importsTheJdkOnly = classes()
            .that()
            .resideInAPackage(ROOT + "core..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", ROOT + "core..", "org.jspecify.annotations..")
            .because("the decisions must not depend on AWS, HTTP or a JSON library");

    @ArchTest
    static final ArchRule core_hasNoCycles =
            slices().matching(ROOT + "core.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule simulators_neverSeeTheClients = noClasses()
            .that()
            .resideInAnyPackage(
                    ROOT + "lab.array..",
                    ROOT + "lab.ontap..",
                    ROOT + "lab.flasharray..",
                    ROOT + "lab.powerstore..",
                    ROOT + "lab.alletra..",
                    ROOT + "lab.rest..",
                    ROOT + "lab.datapath..",
                    ROOT + "lab.machine..",
                    ROOT + "lab.oracle..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ROOT + "storage..")
            .because("a client's mistake must not be mirrored");

    @ArchTest
    static final ArchRule ontap_staysInItsPackages = staysInItsPackages("ontap");

    @ArchTest
    static final ArchRule flashArray_staysInItsPackages = staysInItsPackages("flasharray");

    @ArchTest
    static final ArchRule powerStore_staysInItsPackages = staysInItsPackages("powerstore");

    @ArchTest
    static final ArchRule alletra_staysInItsPackages = staysInItsPackages("alletra");

    /** Some faults are of one vendor's arrays: they turn the knobs of its simulator. */
    private static final String FAULTS = ROOT + "lab.simulation.fault..";

    private static ArchRule staysInItsPackages(String product) {
        String client = ROOT + "storage." + product + "..";
        String simulator = ROOT + "lab." + product + "..";
        return noClasses()
                .that()
                .resideOutsideOfPackages(client, simulator, FAULTS)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(client, simulator)
                .because("a fifth array is one package and its twin");
    }

    @ArchTest
    static final ArchRule proofs_areMadeByTheFenceOnly =
            constructors().that().areDeclaredIn(FenceProof.class).should().bePackagePrivate();

    @ArchTest
    static final ArchRule provenFences_areMadeFromTheBooksOnly = constructors()
            .that()
            .areDeclaredInClassesThat()
            .belongToAnyOf(ProvenFence.class, LaunchOrder.class)
            .should()
            .bePrivate();

    @ArchTest
    static final ArchRule handlers_areSteps =
            classes().that().areAssignableTo(StepHandler.class).should().resideInAPackage(ROOT + "functions");

    @ArchTest
    static final ArchRule packages_areNamedForAnIdea = noClasses()
            .should()
            .resideInAnyPackage("..util..", "..utils..", "..common..", "..impl..", "..helper..", "..manager..");
}
