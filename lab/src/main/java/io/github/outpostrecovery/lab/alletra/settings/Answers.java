package io.github.outpostrecovery.lab.alletra.settings;

/**
 * How the API words what public texts disagree about, or do not tell.
 *
 * @param nothingFound what a filtered read answers that matches nothing
 * @param unsupportedQuery what an array answers to a VLUN filter that it is too old for
 * @param hostInUse how it refuses to delete a host with exports
 * @param missingPathStatus the HTTP status beside code 80: 400 by the documentation, 404 by HPE's own mock server
 * @param unassignedPaths whether initiators that are logged in and belong to no host are listed, as hosts without a name
 * @param nvmeActiveRows whether VLUNs of NVMe hosts have active rows
 */
public record Answers(
        NothingFound nothingFound,
        UnsupportedQuery unsupportedQuery,
        HostInUse hostInUse,
        int missingPathStatus,
        UnassignedPaths unassignedPaths,
        NvmeActiveRows nvmeActiveRows) {
    public static final Answers DEFAULTS = new Answers(
            NothingFound.TOTAL_ZERO,
            UnsupportedQuery.REFUSED,
            HostInUse.CONFLICT,
            400,
            UnassignedPaths.LISTED,
            NvmeActiveRows.SHOWN);

    /** The answer to a filter that matches nothing. */
    public enum NothingFound {
        /** Status 200, no members. */
        TOTAL_ZERO,
        /** Status 404 and code 19 for VLUNs, 17 for hosts. */
        NOT_FOUND
    }

    /** The answer to a filter that the array does not know. */
    public enum UnsupportedQuery {
        REFUSED,
        /** As if there were none: every VLUN comes. */
        IGNORED
    }

    /** The refusal to delete an exported host. */
    public enum HostInUse {
        /** 409, code 26. */
        CONFLICT,
        /** 403, as the documentation of python-3parclient has it. */
        FORBIDDEN
    }

    /** Whether paths without a host are listed. */
    public enum UnassignedPaths {
        LISTED,
        HIDDEN
    }

    /** Whether NVMe hosts have active VLUNs. */
    public enum NvmeActiveRows {
        SHOWN,
        HIDDEN
    }

    public Answers withNothingFound(NothingFound how) {
        return new Answers(how, unsupportedQuery, hostInUse, missingPathStatus, unassignedPaths, nvmeActiveRows);
    }

    public Answers withUnsupportedQuery(UnsupportedQuery how) {
        return new Answers(nothingFound, how, hostInUse, missingPathStatus, unassignedPaths, nvmeActiveRows);
    }

    public Answers withHostInUse(HostInUse how) {
        return new Answers(nothingFound, unsupportedQuery, how, missingPathStatus, unassignedPaths, nvmeActiveRows);
    }

    public Answers withMissingPathStatus(int status) {
        return new Answers(nothingFound, unsupportedQuery, hostInUse, status, unassignedPaths, nvmeActiveRows);
    }

    public Answers withUnassignedPaths(UnassignedPaths how) {
        return new Answers(nothingFound, unsupportedQuery, hostInUse, missingPathStatus, how, nvmeActiveRows);
    }

    public Answers withNvmeActiveRows(NvmeActiveRows how) {
        return new Answers(nothingFound, unsupportedQuery, hostInUse, missingPathStatus, unassignedPaths, how);
    }
}
