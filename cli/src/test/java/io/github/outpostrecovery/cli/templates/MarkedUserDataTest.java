package io.github.outpostrecovery.cli.templates;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.cli.memory.MemorySite;
import io.github.outpostrecovery.cli.templates.MarkedUserData.Impossible;
import io.github.outpostrecovery.cli.templates.MarkedUserData.Marked;
import io.github.outpostrecovery.core.compute.UserData;
import io.github.outpostrecovery.core.name.Generation;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.InstanceName;
import io.github.outpostrecovery.core.name.Protocol;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

final class MarkedUserDataTest {
    private static final InstanceName WEB = MemorySite.WEB;
    private static final Initiator IQN = MemorySite.NAME;
    private static final Initiator NQN = Initiator.fresh(
            Protocol.NVME_TCP, WEB, Generation.FIRST, UUID.fromString("00000000-0000-4000-8000-000000000007"));

    @Test
    void everyOccurrence_becomesTheMarker_whateverItsCase() {
        String text = "a " + IQN + "\nb " + IQN.value().toUpperCase(java.util.Locale.ROOT) + "\nc=" + NQN + ";\n";
        assertThat(marked(text))
                .isEqualTo("a " + UserData.IQN_MARKER + "\nb " + UserData.IQN_MARKER + "\nc=" + UserData.NQN_MARKER
                        + ";\n");
    }

    @Test
    void marked_isWhatTheEngineFillsAgain() {
        String text = MemorySite.userData(IQN);
        Initiator next = MemorySite.name(2);
        assertThat(new UserData(marked(text)).forInitiators(java.util.List.of(next)))
                .isEqualTo(text.replace(IQN.value(), next.value()));
    }

    @Test
    void nameThatGoesOn_isAnotherName() {
        Initiator foreign = Initiator.parse("iqn.1994-05.com.redhat:abc");
        assertThat(MarkedUserData.of("x iqn.1994-05.com.redhat:abc-target y " + IQN, WEB, Set.of(foreign)))
                .isInstanceOfSatisfying(
                        Marked.class, found -> assertThat(found.text()).contains("iqn.1994-05.com.redhat:abc-target"));
    }

    @Test
    void foreignFormName_isReplacedIfItIsNamed() {
        assertThat(MarkedUserData.of(
                        "InitiatorName=iqn.1994-05.com.redhat:abc\n",
                        WEB,
                        Set.of(Initiator.parse("iqn.1994-05.com.redhat:abc"))))
                .isInstanceOfSatisfying(
                        Marked.class,
                        found -> assertThat(found.text()).isEqualTo("InitiatorName=" + UserData.IQN_MARKER + "\n"));
    }

    @Test
    void noName_isRefused() {
        why("#!/bin/sh\necho hello\n").contains("holds no initiator name of web-01");
    }

    @Test
    void twoNamesOfOneProtocol_areRefused() {
        why(IQN + " " + MemorySite.name(2)).contains("holds 2 names of one protocol");
    }

    @Test
    void nameOfAnotherMachine_isRefused() {
        Initiator other =
                Initiator.fresh(Protocol.ISCSI, new InstanceName("db-01"), Generation.FIRST, UUID.randomUUID());
        why(IQN + " " + other).contains(other + ", which is the name of another machine");
    }

    @Test
    void hostIdByItself_isRefused() {
        String uuid = NQN.value().substring(NQN.value().length() - 36);
        why(NQN + "\nhostid=" + uuid).contains("by itself, such as an NVMe host id");
    }

    @Test
    void nameInAnEncodedPart_isRefused() {
        String inside = Base64.getMimeEncoder()
                .encodeToString(("#!/bin/sh\necho InitiatorName=" + IQN + " > /etc/iscsi/initiatorname.iscsi\n")
                        .getBytes(StandardCharsets.UTF_8));
        why(IQN + "\n\n" + inside + "\n").contains("an encoded part");
    }

    private static String marked(String text) {
        return switch (MarkedUserData.of(text, WEB, Set.of())) {
            case Marked found -> found.text();
            case Impossible impossible -> throw new AssertionError(impossible);
        };
    }

    private static org.assertj.core.api.AbstractStringAssert<?> why(String text) {
        return switch (MarkedUserData.of(text, WEB, Set.of())) {
            case Marked found -> throw new AssertionError(found);
            case Impossible(var reasons) -> Assertions.assertThat(String.join("; ", reasons));
        };
    }
}
