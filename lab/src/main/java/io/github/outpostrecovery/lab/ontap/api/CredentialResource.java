package io.github.outpostrecovery.lab.ontap.api;

import io.github.outpostrecovery.lab.ontap.OntapCluster;
import io.github.outpostrecovery.lab.ontap.inventory.Credential;
import io.github.outpostrecovery.lab.ontap.inventory.Svm;
import io.github.outpostrecovery.lab.rest.RestResponse;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code /protocols/san/iscsi/credentials}. Passwords go in and never come out. */
final class CredentialResource {
    private static final String PATH = "/api/protocols/san/iscsi/credentials";
    private static final String CHAP_USER = "chap.inbound.user";
    private static final String CHAP_PASSWORD = "chap.inbound.password";
    private static final String OUTBOUND_USER = "chap.outbound.user";
    private static final String OUTBOUND_PASSWORD = "chap.outbound.password";
    private static final Set<String> CHANGEABLE =
            Set.of("authentication_type", CHAP_USER, CHAP_PASSWORD, OUTBOUND_USER, OUTBOUND_PASSWORD);
    private static final Fields FIELDS =
            Fields.keys("svm.uuid", "svm.name", "initiator").others("authentication_type", CHAP_USER, OUTBOUND_USER);

    private final OntapCluster cluster;
    private final Listing<Credential> listing;

    CredentialResource(OntapCluster cluster) {
        this.cluster = cluster;
        this.listing = new Listing<>(
                cluster, FIELDS, one -> Credential.key(one.svm(), one.initiator()), Credential::svm, this::document);
    }

    void route(Router router) {
        router.get(
                        PATH,
                        call -> listing.page(
                                call, cluster.inventory().credentials().all()))
                .post(PATH, this::create)
                .get(PATH + "/{}/{}", call -> listing.one(call, existing(call)))
                .patch(PATH + "/{}/{}", this::modify)
                .delete(PATH + "/{}/{}", this::delete);
    }

    private RestResponse create(ApiCall call) {
        call.allow(Set.of("return_records", "return_timeout"));
        Set<String> fields = new HashSet<>(CHANGEABLE);
        fields.addAll(Set.of("svm.name", "svm.uuid", "initiator"));
        Body body = Body.of(call, fields);
        Svm svm = Scopes.of(cluster.inventory(), call, body);
        if (cluster.inventory().iscsiServices().find(svm.uuid()).isEmpty()) {
            throw OntapError.notFound("5374078", "The iSCSI service does not exist.");
        }
        String initiator = body.requiredText("initiator");
        InitiatorNames.check(initiator);
        String key = Credential.key(svm.uuid(), initiator);
        if (cluster.inventory().credentials().find(key).isPresent()) {
            throw OntapError.conflict(
                    "5374142", "An iSCSI security credential already exists for the specified initiator.");
        }
        Credential credential = credential(svm.uuid(), initiator, body, Optional.empty());
        cluster.inventory().credentials().put(credential);
        return listing.created(call, credential);
    }

    private RestResponse modify(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        Credential old = existing(call);
        Body body = Body.of(call, CHANGEABLE);
        cluster.inventory().credentials().put(credential(old.svm(), old.initiator(), body, Optional.of(old)));
        return Listing.done();
    }

    private RestResponse delete(ApiCall call) {
        call.allow(Set.of("return_timeout"));
        Credential credential = existing(call);
        if (credential.initiator().equals(Credential.DEFAULT)) {
            throw OntapError.badRequest("5374152", "The default credential cannot be deleted.", "initiator");
        }
        cluster.inventory().credentials().remove(Credential.key(credential.svm(), credential.initiator()));
        return Listing.done();
    }

    private static Credential credential(String svm, String initiator, Body body, Optional<Credential> old) {
        Credential.Type type = body.text("authentication_type")
                .map(CredentialResource::type)
                .or(() -> old.map(Credential::type))
                .orElseThrow(() -> OntapError.badRequest(
                        "262254", "The field \"authentication_type\" is required.", "authentication_type"));
        Optional<String> user = body.text(CHAP_USER);
        Optional<String> password = body.text(CHAP_PASSWORD);
        Optional<String> outboundUser = body.text(OUTBOUND_USER);
        Optional<String> outboundPassword = body.text(OUTBOUND_PASSWORD);
        if (type != Credential.Type.CHAP) {
            if (Stream.of(user, password, outboundUser, outboundPassword).anyMatch(Optional::isPresent)) {
                throw OntapError.badRequest(
                        "5374900",
                        "Setting the CHAP authentication properties are not supported with authentication types"
                                + " none or deny.",
                        "chap");
            }
            return Credential.without(svm, initiator, type);
        }
        Optional<Credential> oldChap = old.filter(one -> one.type() == Credential.Type.CHAP);
        Optional<String> newUser = user.or(() -> oldChap.map(Credential::user));
        Optional<String> newPassword = password.or(() -> oldChap.map(Credential::password));
        if (newUser.isEmpty() || newPassword.isEmpty()) {
            throw OntapError.badRequest(
                    "5374149",
                    "The inbound user and password properties are required for CHAP authentication.",
                    "chap.inbound");
        }
        return new Credential(
                svm,
                initiator,
                type,
                newUser.get(),
                newPassword.get(),
                outboundUser.or(() -> oldChap.map(Credential::outboundUser)).orElse(""),
                outboundPassword
                        .or(() -> oldChap.map(Credential::outboundPassword))
                        .orElse(""));
    }

    private static Credential.Type type(String text) {
        return switch (text) {
            case "none" -> Credential.Type.NONE;
            case "chap" -> Credential.Type.CHAP;
            case "deny" -> Credential.Type.DENY;
            default -> throw OntapError.invalidValue(text, "authentication_type");
        };
    }

    private Credential existing(ApiCall call) {
        return cluster.inventory()
                .credentials()
                .find(Credential.key(call.variable(0), call.variable(1)))
                .filter(one -> call.isInScope(one.svm()))
                .orElseThrow(() -> OntapError.notFound(
                        "5374895", "The iSCSI security credential does not exist on the specified SVM."));
    }

    private Document document(Credential credential) {
        Document document = new Document()
                .put("svm.uuid", credential.svm())
                .put(
                        "svm.name",
                        cluster.inventory().svms().get(credential.svm()).name())
                .put("initiator", credential.initiator())
                .put("authentication_type", credential.type().name().toLowerCase(Locale.ROOT));
        if (credential.type() == Credential.Type.CHAP) {
            document.put(CHAP_USER, credential.user());
            if (!credential.outboundUser().isEmpty()) {
                document.put(OUTBOUND_USER, credential.outboundUser());
            }
        }
        return document;
    }
}
