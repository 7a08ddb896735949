package io.github.outpostrecovery.lab.alletra.settings;

/**
 * What kind of array the API says it is, by the build in {@code GET /api}. Builds from 40000128 on are Primera and its
 * successors; VLUN queries came with 30201292 (HPE's python-3parclient, {@code client.py}).
 */
public enum Dialect {
    /** A 3PAR too old to filter VLUNs. */
    OLD_3PAR(3, 30201256, "3.2.1.256", "HPE_3PAR 7200"),
    NEW_3PAR(5, 30301215, "3.3.1.215", "HPE_3PAR 8200"),
    PRIMERA(8, 40000128, "4.0.0.128", "HPE_Primera 630"),
    /** The only one that speaks NVMe/TCP. */
    ALLETRA_MP(14, 100500057, "10.5.0.57", "HPE Alletra Storage MP B10000");

    private final int minor;
    private final int build;
    private final String systemVersion;
    private final String model;

    Dialect(int minor, int build, String systemVersion, String model) {
        this.minor = minor;
        this.build = build;
        this.systemVersion = systemVersion;
        this.model = model;
    }

    public int minor() {
        return minor;
    }

    public int build() {
        return build;
    }

    public String systemVersion() {
        return systemVersion;
    }

    public String model() {
        return model;
    }

    public boolean filtersVluns() {
        return this != OLD_3PAR;
    }
}
