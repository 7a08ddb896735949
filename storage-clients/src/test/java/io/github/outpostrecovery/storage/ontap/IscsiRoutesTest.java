package io.github.outpostrecovery.storage.ontap;

import static io.github.outpostrecovery.storage.ontap.OntapFixture.BOOT;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.DATA;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.OTHER;
import static io.github.outpostrecovery.storage.ontap.OntapFixture.VICTIM;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.outpostrecovery.core.array.AccessObject;
import io.github.outpostrecovery.core.array.Answer;
import io.github.outpostrecovery.core.array.ArrayFailure.Kind;
import io.github.outpostrecovery.core.array.GrantRoute;
import io.github.outpostrecovery.core.array.GrantRoute.Leg;
import io.github.outpostrecovery.core.array.GrantRoute.Move;
import io.github.outpostrecovery.core.array.GrantRoute.Swap;
import io.github.outpostrecovery.core.name.LunId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IscsiRoutesTest {
    private static final String MAPS = "/api/protocols/san/lun-maps";

    private final OntapFixture fixture = new OntapFixture();
    private final FakeOntap ontap = fixture.ontap;

    private Answer<GrantRoute> route() {
        return fixture.iscsi().route(VICTIM, Set.of(BOOT, DATA));
    }

    private List<Leg> legs() {
        return ((Answer.Answered<GrantRoute>) route()).value().legs();
    }

    private static AccessObject igroup(String name) {
        return new AccessObject(name + "-uuid", name);
    }

    @Test
    void route_when_victimIsAloneInItsIgroup_isASwap() {
        fixture.privateIgroup();

        assertThat(legs()).containsExactly(new Swap(igroup("web-01"), Map.of(BOOT, new LunId(0), DATA, new LunId(5))));
        assertThat(fixture.writes()).isEmpty();
    }

    @Test
    void route_when_igroupIsShared_isAMoveWithItsSettings() {
        fixture.privateIgroup();
        ontap.igroupNamed("web-01").withArray("initiators").addObject().put("name", OTHER.value());
        ontap.igroupNamed("web-01")
                .put("os_type", "windows")
                .putObject("portset")
                .put("name", "ps1");

        assertThat(legs())
                .containsExactly(new Move(
                        igroup("web-01"),
                        Map.of("os_type", "windows", "protocol", "iscsi", "portset", "ps1"),
                        Map.of(BOOT, new LunId(0), DATA, new LunId(5))));
    }

    @Test
    void route_when_anIgroupOfItsOwnIsNestedInASharedOne_isASwapInTheNestedOne() {
        fixture.privateIgroup();
        ontap.igroup("other", OTHER.value());
        ontap.igroup("site");
        ontap.nest("site", "web-01");
        ontap.nest("site", "other");
        ontap.igroupNamed("site").withArray("initiators").addObject().put("name", VICTIM.value());
        ontap.collection(MAPS).clear();
        ontap.map(BOOT.value(), "site", 0);
        ontap.map(DATA.value(), "site", 5);

        assertThat(legs()).containsExactly(new Swap(igroup("web-01"), Map.of(BOOT, new LunId(0), DATA, new LunId(5))));
    }

    @Test
    void route_when_theNestedIgroupIsShared_isAMoveModelledOnTheMappedOne() {
        fixture.privateIgroup();
        ontap.igroupNamed("web-01").withArray("initiators").addObject().put("name", OTHER.value());
        ontap.igroup("site");
        ontap.nest("site", "web-01");
        ontap.collection(MAPS).clear();
        ontap.map(BOOT.value(), "site", 0);
        ontap.map(DATA.value(), "site", 5);

        assertThat(legs())
                .singleElement()
                .isInstanceOfSatisfying(
                        Move.class, move -> assertThat(move.modelledOn()).isEqualTo(igroup("site")));
    }

    @Test
    void route_when_volumesAreInDifferentIgroups_hasALegForEach() {
        fixture.privateIgroup();
        ontap.collection(MAPS).removeLast();
        ontap.igroup("cluster", VICTIM.value(), OTHER.value());
        ontap.map(DATA.value(), "cluster", 9);

        assertThat(legs())
                .containsExactlyInAnyOrder(
                        new Swap(igroup("web-01"), Map.of(BOOT, new LunId(0))),
                        new Move(
                                igroup("cluster"),
                                Map.of("os_type", "linux", "protocol", "iscsi"),
                                Map.of(DATA, new LunId(9))));
    }

    @Test
    void route_when_onlyTheMapKnowsOfAnother_isAMove() {
        fixture.privateIgroup();
        ontap.collection(MAPS)
                .getFirst()
                .withObject("igroup")
                .putArray("initiators")
                .add(VICTIM.value())
                .add(OTHER.value());

        assertThat(legs()).hasAtLeastOneElementOfType(Move.class);
    }

    @Test
    void route_when_victimDoesNotReachAVolume_isNotFound() {
        fixture.privateIgroup();
        ontap.collection(MAPS).removeLast();

        assertThat(route()).isInstanceOfSatisfying(Answer.Unanswered.class, answer -> {
            assertThat(answer.failure().kind()).isEqualTo(Kind.NOT_FOUND);
            assertThat(answer.failure().detail()).contains(DATA.value(), VICTIM.value());
        });
    }
}
