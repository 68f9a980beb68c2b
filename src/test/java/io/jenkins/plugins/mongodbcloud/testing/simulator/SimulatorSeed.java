package io.jenkins.plugins.mongodbcloud.testing.simulator;

import java.util.Locale;

/** A small believable world with fixed IDs, for the demo and for tests. Every key in it is made up. */
public final class SimulatorSeed {
    public static final String ORGANIZATION_ID = "5980cfdf0b6d97029d82f86e";
    public static final String PROJECT_ID = "5a0a1e7e0f2912c554080adc";

    /** The key that deployments are handed and that is to be unassigned. */
    public static final String API_KEY_ID = "5d1d12c087d9d63e6d682438";

    /** A key that the organization has and the project has not. */
    public static final String UNASSIGNED_KEY_ID = "5d1d12c087d9d63e6d682439";

    public static final SimulatedKey API_KEY = new SimulatedKey(
            API_KEY_ID, "zmmrboas", "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f01", "Deployment of the web shop");
    public static final SimulatedKey UNASSIGNED_KEY = new SimulatedKey(
            UNASSIGNED_KEY_ID, "orphaned", "0b1a52e0-6f0c-4f3e-9d52-7c1e5b1a9f02", "Deployment of the old web shop");

    /** The key pair that may unassign: Project User Admin. */
    public static final SimulatedKey ADMIN =
            new SimulatedKey("5d1d12c087d9d63e6d682440", "adminkey", "3f9c27d4-52be-4a61-8f0e-d1c5a7b3e940", "Jenkins");

    /** A key pair that may only read. */
    public static final SimulatedKey READER = new SimulatedKey(
            "5d1d12c087d9d63e6d682441", "readonly", "8a6e0d13-94c7-4b25-a3f8-60b2c9d7f415", "Monitoring");

    /** The key pair that may do anything in the organization: Organization Owner. */
    public static final SimulatedKey OWNER = new SimulatedKey(
            "5d1d12c087d9d63e6d682442", "ownerkey", "b7d0f3a1-2c58-4e96-8d47-5a1f0e6c3b92", "Administration");

    /** The service account that may unassign keys and service accounts: Project Owner. */
    public static final SimulatedServiceAccount ADMIN_ACCOUNT = new SimulatedServiceAccount(
            "mdb_sa_id_6650c1e09a1f4b2c3d4e5f60", "mdb_sa_sk_s3cretOfJenkins-0123456789_abcdefghijklmno", "Jenkins");

    /** The service account that deployments are handed and that is to be unassigned. */
    public static final SimulatedServiceAccount SERVICE_ACCOUNT = new SimulatedServiceAccount(
            "mdb_sa_id_6650c1e09a1f4b2c3d4e5f61",
            "mdb_sa_sk_s3cretOfDeployment-123456789_abcdefghijkl",
            "Deployment of the web shop");

    /** How many keys named {@code ci-001} and so on are assigned to the project. */
    public static final int CI_KEYS = 100;

    private static final String CI_ID_PREFIX = "5d1d12c087d9d63e6d";
    private static final int CI_ID_BASE = 100_000;
    private static final int MOST_CI_KEYS = 899_999;
    private static final int LETTERS = 26;
    private static final int PUBLIC_KEY_LETTERS = 6;

    private SimulatorSeed() {}

    /** A new cloud with the seed in it. */
    public static SimulatedCloud cloud() {
        return fill(new SimulatedCloud());
    }

    /** Puts the seed into a cloud that has nothing of it yet. */
    public static SimulatedCloud fill(SimulatedCloud cloud) {
        cloud.addOrganization(ORGANIZATION_ID, "Example Company")
                .addProject(ORGANIZATION_ID, PROJECT_ID, "Production")
                .addApiKey(ORGANIZATION_ID, ADMIN)
                .addApiKey(ORGANIZATION_ID, READER)
                .addApiKey(ORGANIZATION_ID, OWNER, Role.ORG_OWNER)
                .addApiKey(ORGANIZATION_ID, API_KEY)
                .addApiKey(ORGANIZATION_ID, UNASSIGNED_KEY)
                .addServiceAccount(ORGANIZATION_ID, ADMIN_ACCOUNT)
                .addServiceAccount(ORGANIZATION_ID, SERVICE_ACCOUNT)
                .assign(PROJECT_ID, ADMIN_ACCOUNT.clientId(), Role.GROUP_OWNER)
                .assign(PROJECT_ID, SERVICE_ACCOUNT.clientId(), Role.GROUP_AUTOMATION_ADMIN)
                .assign(PROJECT_ID, ADMIN.id(), Role.GROUP_USER_ADMIN)
                .assign(PROJECT_ID, READER.id(), Role.GROUP_READ_ONLY)
                .assign(PROJECT_ID, API_KEY_ID, Role.GROUP_AUTOMATION_ADMIN);
        return addCiKeys(cloud, 1, CI_KEYS);
    }

    /** Adds and assigns the keys from {@code first} to {@code last}; beyond {@link #CI_KEYS} for more than the seed. */
    public static SimulatedCloud addCiKeys(SimulatedCloud cloud, int first, int last) {
        for (int number = first; number <= last; number++) {
            SimulatedKey key = ciKey(number);
            cloud.addApiKey(ORGANIZATION_ID, key).assign(PROJECT_ID, key.id(), Role.GROUP_AUTOMATION_ADMIN);
        }
        return cloud;
    }

    /**
     * The key named {@code ci-001} for 1 and so on. Its ID is {@code 5d1d12c087d9d63e6d} followed by 100000 plus the
     * number, so that a loop can compute it.
     *
     * @param number from 1 to 899999
     */
    public static SimulatedKey ciKey(int number) {
        if (number < 1 || number > MOST_CI_KEYS) {
            throw new IllegalArgumentException("There is no such key: " + number);
        }
        return new SimulatedKey(
                CI_ID_PREFIX + (CI_ID_BASE + number),
                "ci" + letters(number),
                String.format(Locale.ROOT, "c1c1c1c1-0000-4000-8000-%012d", number),
                String.format(Locale.ROOT, "ci-%03d", number));
    }

    private static String letters(int number) {
        StringBuilder letters = new StringBuilder();
        for (int left = number; letters.length() < PUBLIC_KEY_LETTERS; left /= LETTERS) {
            letters.insert(0, (char) ('a' + left % LETTERS));
        }
        return letters.toString();
    }
}
