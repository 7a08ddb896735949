package io.github.outpostrecovery.storage.powerstore;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.outpostrecovery.storage.rest.Json;
import io.github.outpostrecovery.storage.rest.RestCall;
import java.util.List;

/**
 * One request of a fence. Its equality is its identity: within one revoke the same request is sent once.
 *
 * <p>None of them is a DELETE or touches a volume: what they change is who is a member of what, and what is attached to the
 * victim's own host.
 */
sealed interface FenceStep {
    RestCall call();

    /** Whether another step goes on with what this one began: one of several victims may have left a host already. */
    default boolean isAboutTheSameAs(FenceStep other) {
        return this instanceof TakeOutOfHost one
                && other instanceof TakeOutOfHost another
                && one.host().equals(another.host());
    }

    /** Takes victims out of their host. One kind of change of initiators is allowed in a request. */
    record TakeOutOfHost(String host, String name, List<String> spellings) implements FenceStep {
        public TakeOutOfHost {
            spellings = spellings.stream().sorted().toList();
        }

        @Override
        public RestCall call() {
            ObjectNode body = Json.object();
            ArrayNode removed = body.putArray("remove_initiators");
            spellings.forEach(removed::add);
            return RestCall.patch(PowerStoreRest.API + Host.COLLECTION)
                    .segment(host)
                    .json(body);
        }

        @Override
        public String toString() {
            return "initiator " + String.join(", ", spellings) + " from host " + name;
        }
    }

    /** Takes a volume away from a host that is the victim's alone. */
    record DetachHost(String volume, String volumeName, String host, String name) implements FenceStep {
        @Override
        public RestCall call() {
            return detach(volume).json(Json.object().put("host_id", host));
        }

        @Override
        public String toString() {
            return "volume " + volumeName + " from host " + name;
        }
    }

    /** Takes a host that is the victim's alone out of its group. */
    record LeaveGroup(String group, String groupName, String host, String name) implements FenceStep {
        @Override
        public RestCall call() {
            ObjectNode body = Json.object();
            body.putArray("remove_host_ids").add(host);
            return RestCall.patch(PowerStoreRest.API + HostGroup.COLLECTION)
                    .segment(group)
                    .json(body);
        }

        @Override
        public String toString() {
            return "host " + name + " from host group " + groupName;
        }
    }

    /** Takes a volume away from a group in which there is nobody but the victim. */
    record DetachGroup(String volume, String volumeName, String group, String groupName) implements FenceStep {
        @Override
        public RestCall call() {
            return detach(volume).json(Json.object().put("host_group_id", group));
        }

        @Override
        public String toString() {
            return "volume " + volumeName + " from host group " + groupName;
        }
    }

    private static RestCall detach(String volume) {
        return RestCall.post(PowerStoreRest.API + StoredVolume.COLLECTION)
                .segment(volume)
                .segment("detach");
    }
}
