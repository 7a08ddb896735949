package io.github.outpostrecovery.core.array;

import io.github.outpostrecovery.core.name.ArrayName;
import io.github.outpostrecovery.core.name.Initiator;
import io.github.outpostrecovery.core.name.SecretArn;
import io.github.outpostrecovery.core.name.VolumeName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Opens fake arrays. What is opened for reading cannot change anything: the credentials of the verifying role. */
public final class FakeArrays implements StorageArrays {
    private final Map<ArrayName, FakeArray> arrays = new LinkedHashMap<>();
    private Answer<ChapCredentials> chap =
            Answer.unanswered(new ArrayFailure(ArrayFailure.Kind.UNAUTHORISED, "", "there is no such secret"));

    private final List<ArrayName> openedForReading = new ArrayList<>();
    private final List<ArrayName> openedForFencing = new ArrayList<>();

    public FakeArrays(FakeArray... arrays) {
        for (FakeArray array : arrays) {
            this.arrays.put(array.name(), array);
        }
    }

    public FakeArray get(ArrayName name) {
        FakeArray found = arrays.get(name);
        if (found == null) {
            throw new IllegalArgumentException("no array " + name);
        }
        return found;
    }

    @Override
    public StorageArray forReading(ArrayConnection connection) {
        openedForReading.add(connection.name());
        return new ReadOnly(get(connection.name()).opened());
    }

    @Override
    public StorageArray forFencing(ArrayConnection connection) {
        openedForFencing.add(connection.name());
        return get(connection.name()).opened();
    }

    public List<ArrayName> openedForReading() {
        return List.copyOf(openedForReading);
    }

    public List<ArrayName> openedForFencing() {
        return List.copyOf(openedForFencing);
    }

    @Override
    public Answer<ChapCredentials> chapCredentials(SecretArn secret) {
        return chap;
    }

    /** What machines prove themselves with, whatever the secret. */
    public FakeArrays chap(Answer<ChapCredentials> answer) {
        chap = answer;
        return this;
    }

    private record ReadOnly(FakeArray array) implements StorageArray {
        @Override
        public ArrayName name() {
            return array.name();
        }

        @Override
        public ArrayCapabilities capabilities() {
            return array.capabilities();
        }

        @Override
        public Answer<AccessReport> access(Set<VolumeName> volumes) {
            return array.access(volumes);
        }

        @Override
        public Answer<SessionReport> sessions(Set<Initiator> initiators) {
            return array.sessions(initiators);
        }

        @Override
        public Answer<PathActivityReport> pathActivity(Set<Initiator> initiators) {
            return array.pathActivity(initiators);
        }

        @Override
        public Answer<ActivityReport> activity(Set<VolumeName> volumes) {
            return array.activity(volumes);
        }

        @Override
        public Answer<PortalReport> portals(Set<VolumeName> volumes) {
            return array.portals(volumes);
        }

        @Override
        public Answer<GrantRoute> route(Initiator victim, Set<VolumeName> volumes) {
            return array.route(victim, volumes);
        }

        @Override
        public RevokeReport revoke(RevokeOrder order) {
            throw new AssertionError("a connection for reading was asked to revoke");
        }

        @Override
        public GrantOutcome grant(GrantOrder order) {
            throw new AssertionError("a connection for reading was asked to grant");
        }

        @Override
        public void close() {
            array.close();
        }
    }
}
