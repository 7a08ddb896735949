package io.github.outpostrecovery.cli.launch;

import io.github.outpostrecovery.cli.prompt.Answers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has to be answered beforehand where nobody can be asked. */
public final class MandatoryOptions {
    private static final String NETAPP = "netapp";

    private MandatoryOptions() {}

    /** All that is missing, at once; as far as it can be told without the vendor, if that is missing as well. */
    public static List<String> missing(Answers given, Map<String, String> environment) {
        List<String> missing = new ArrayList<>();
        for (LaunchOption option : List.of(
                LaunchOption.VENDOR,
                LaunchOption.PROTOCOL,
                LaunchOption.FEATURE,
                LaunchOption.GUEST,
                LaunchOption.NAME)) {
            require(given, option, missing);
        }
        if (given.one(LaunchOption.SAVE_ONLY.option()).filter("true"::equals).isPresent()) {
            require(given, LaunchOption.SAVE_PATH, missing);
        } else {
            require(given, LaunchOption.SUBNET, missing);
            require(given, LaunchOption.IMAGE, missing);
            require(given, LaunchOption.TYPE, missing);
        }
        given.one(LaunchOption.VENDOR.option())
                .filter(Purpose.VENDORS::contains)
                .ifPresent(vendor -> ofVendor(given, environment, vendor, missing));
        return missing;
    }

    private static void ofVendor(Answers given, Map<String, String> environment, String vendor, List<String> missing) {
        boolean nvme =
                given.one(LaunchOption.PROTOCOL.option()).filter("nvme"::equals).isPresent();
        if (vendor.equals(Purpose.GENERIC)) {
            require(given, nvme ? LaunchOption.SUBSYSTEM_NQN : LaunchOption.TARGET_IQN, missing);
            require(given, nvme ? LaunchOption.SUBSYSTEM_ENDPOINT : LaunchOption.TARGET_ENDPOINT, missing);
            return;
        }
        credentials(given, environment, vendor, missing);
        if (vendor.equals(NETAPP)) {
            require(given, LaunchOption.SVM, missing);
        }
        LaunchOption volume = vendor.equals(NETAPP) ? LaunchOption.LUN_PATH : LaunchOption.VOLUME;
        if (given.one(LaunchOption.BOOT_IMAGE.option()).isEmpty()) {
            require(given, volume, missing);
        }
        if (given.one(LaunchOption.DATA_PROTOCOL.option())
                .filter(protocol -> !protocol.equals(LaunchOption.NONE))
                .isPresent()) {
            require(given, LaunchOption.DATA_VOLUME, missing);
        }
    }

    private static void credentials(
            Answers given, Map<String, String> environment, String vendor, List<String> missing) {
        if (given.one(LaunchOption.CREDENTIALS_FILE.option()).isPresent()
                || given.one(LaunchOption.ARRAY_SECRET.option())
                        .filter(name -> !name.equals(LaunchOption.NONE))
                        .isPresent()) {
            return;
        }
        LaunchOption address = ArrayLoginStep.addressOf(vendor);
        Optional<LaunchOption> user = ArrayLoginStep.userOf(vendor);
        if (given.one(address.option()).isEmpty()) {
            missing.add(LaunchOption.ARRAY_SECRET.option() + " (or " + address.option() + ")");
        }
        if (user.isPresent()
                && given.one(user.get().option()).isEmpty()
                && !environment.containsKey(ArrayLoginStep.USER)) {
            missing.add(user.get().option());
        }
        String variable = user.isPresent() ? ArrayLoginStep.PASSWORD : ArrayLoginStep.TOKEN;
        if (environment.getOrDefault(variable, "").isBlank()) {
            missing.add(LaunchOption.CREDENTIALS_FILE.option() + " (or " + variable + " in the environment)");
        }
    }

    private static void require(Answers given, LaunchOption option, List<String> missing) {
        if (given.one(option.option()).isEmpty()) {
            missing.add(option.option());
        }
    }
}
