package io.github.outpostrecovery.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.outpostrecovery.cli.cloud.ArrayAccess;
import io.github.outpostrecovery.cli.cloud.Cloud;
import io.github.outpostrecovery.cli.local.OpenedSite;
import io.github.outpostrecovery.cli.prompt.Answers;
import io.github.outpostrecovery.cli.prompt.UnattendedPrompts;
import io.github.outpostrecovery.cli.userdata.MustacheUserDataRenderer;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayConnection;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import io.github.outpostrecovery.core.name.VolumeName;
import io.github.outpostrecovery.lab.drill.Drill;
import io.github.outpostrecovery.lab.drill.DrillListener;
import io.github.outpostrecovery.lab.site.ArrayKind;
import io.github.outpostrecovery.lab.site.Chap;
import io.github.outpostrecovery.lab.site.SiteFolder;
import io.github.outpostrecovery.lab.site.SiteOptions;
import io.github.outpostrecovery.storage.provisioning.AccessRequest;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.OperatingSystem;
import io.github.outpostrecovery.storage.provisioning.AccessRequest.RequestedVolume;
import io.github.outpostrecovery.storage.provisioning.ArrayProvisioning;
import io.github.outpostrecovery.storage.provisioning.ProvisioningOutcome;
import io.github.outpostrecovery.storage.provisioning.ProvisioningPlan;
import io.github.outpostrecovery.storage.rest.CredentialSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people let two machines in at the same time, under one name of a host, on simulated arrays of every vendor. */
class RaceForTheHostTest {
    @TempDir
    private Path folder;

    private final List<String> told = new ArrayList<>();

    private static RequestedVolume volume(String vendor, String name) {
        return new RequestedVolume(new VolumeName(vendor.equals("netapp") ? "/vol/v/" + name : name), Optional.empty());
    }

    /** Another machine, let in by somebody else: into the host that the wizard has planned to make. */
    private static AccessRequest theirs(String vendor, Protocol protocol) {
        return new AccessRequest(
                Initiator.fresh(protocol, new InstanceName("shop-02"), Generation.FIRST, new UUID(7, 7)),
                "web-01",
                Optional.empty(),
                List.of(volume(vendor, "web-01-data-1")),
                OperatingSystem.LINUX,
                Optional.empty());
    }

    /** The arrays of the site, on which somebody else is quicker with the first change. */
    private static ArrayAccess overtaken(ArrayAccess arrays, AccessRequest theirs) {
        boolean[] done = {false};
        return (ArrayAccess) Proxy.newProxyInstance(
                ArrayAccess.class.getClassLoader(), new Class<?>[] {ArrayAccess.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("provisioning")) {
                        return called(() -> method.invoke(arrays, arguments));
                    }
                    ArrayConnection connection = (ArrayConnection) arguments[0];
                    CredentialSource credentials = (CredentialSource) arguments[1];
                    ArrayProvisioning real = arrays.provisioning(connection, credentials);
                    return Proxy.newProxyInstance(
                            ArrayAccess.class.getClassLoader(),
                            new Class<?>[] {ArrayProvisioning.class},
                            (inner, step, given) -> {
                                if (step.getName().equals("apply") && !done[0]) {
                                    done[0] = true;
                                    try (ArrayProvisioning other = arrays.provisioning(connection, credentials)) {
                                        if (!(other.plan(theirs)
                                                instanceof Answer.Answered<ProvisioningPlan>(ProvisioningPlan plan))) {
                                            throw new AssertionError("nobody else can be let in");
                                        }
                                        assertThat(other.apply(plan))
                                                .isInstanceOf(ProvisioningOutcome.Provisioned.class);
                                    }
                                }
                                return called(() -> step.invoke(real, given));
                            });
                });
    }

    private interface Call {
        Object now() throws ReflectiveOperationException;
    }

    private static Object called(Call call) throws Throwable {
        try {
            return call.now();
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }

    private static Answers answers(String vendor, String protocol) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        all.put("VENDOR", List.of(vendor));
        all.put("PROTOCOL", List.of(protocol));
        all.put("--feature-name", List.of("localboot"));
        all.put("--guest-os-type", List.of("linux"));
        all.put("--instance-name", List.of("web-01"));
        all.put("--subnet-id", List.of(OpenedSite.SUBNET.value()));
        all.put("--ami-id", List.of("ami-0a1b2c3d4e5f61002"));
        all.put("--instance-type", List.of("c6id.2xlarge"));
        all.put("--array-secret", List.of("outpost-recovery/fence/array-1"));
        if (vendor.equals("netapp")) {
            all.put("--svm-name", List.of("svm1"));
        }
        all.put(
                vendor.equals("netapp") ? "--lun-path" : "--volume-name",
                List.of(volume(vendor, "web-01-boot").volume().value()));
        return new Answers(all);
    }

    @ParameterizedTest
    @CsvSource({
        "netapp, iscsi",
        "netapp, nvme",
        "purestorage, iscsi",
        "purestorage, nvme",
        "dell, iscsi",
        "dell, nvme",
        "hpe, iscsi",
        "hpe, nvme"
    })
    void launch_isRefused_whenSomebodyElseMakesTheHostFirst(String vendor, String word) throws IOException {
        Protocol protocol = word.equals("iscsi") ? Protocol.ISCSI : Protocol.NVME_TCP;
        SiteOptions options = SiteOptions.open(List.of(new ArrayKind(vendor, protocol)), Chap.NONE, 1);
        try (SiteFolder opened = SiteFolder.open(folder.resolve("site"));
                Drill drill = Drill.open(options, opened, DrillListener.NONE)) {
            Cloud real = new OpenedSite(drill.site()).cloud();
            AccessRequest theirs = theirs(vendor, protocol);
            Cloud cloud = new Cloud(
                    real.place(),
                    real.directory(),
                    real.machines(),
                    real.templates(),
                    real.network(),
                    real.stacks(),
                    real.deployed(),
                    overtaken(real.arrays(), theirs),
                    real.clock(),
                    real.pause());
            LaunchWizard wizard = new LaunchWizard(
                    cloud,
                    new MustacheUserDataRenderer(),
                    new UnattendedPrompts(told::add),
                    new LaunchWizard.Surroundings(
                            Map.of(), UUID::randomUUID, new Patience(Duration.ofHours(1), told::add), _ -> {}));
            WizardException failure = catchThrowableOfType(
                    WizardException.class, () -> wizard.run(answers(vendor, word), LaunchWizard.Waiting.NOT_AT_ALL));
            assertThat(failure).as("told: %s", told).isNotNull();
            assertThat(failure)
                    .as("what somebody else has made is left alone")
                    .hasMessageNotContaining("Undone")
                    .hasMessageNotContaining("by hand");
            assertThat(failure.failure())
                    .isIn(
                            WizardFailure.ARRAY_REFUSED,
                            WizardFailure.HOST_IN_USE,
                            WizardFailure.VOLUMES_NOT_REQUESTED,
                            WizardFailure.VOLUME_IN_USE);
            assertThat(real.directory().machines()).isEmpty();
            assertThat(told).noneMatch(line -> line.startsWith("Launching "));
        }
    }
}
