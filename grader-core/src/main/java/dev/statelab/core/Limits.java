package dev.statelab.core;

/**
 * How much is read, and how much is kept, of what comes from others: a student's cluster, files that were handed in. All of
 * it in one place; docs/security.md has the same table, and a test holds the two together.
 */
public final class Limits {

    /** Characters of one text from the cluster: a shown value, a message, a name. */
    public static final int TEXT = 1_024;

    /** Characters of a request's or response's body that are kept as evidence. */
    public static final int EVIDENCE_BODY = 4_096;

    /** Pieces of evidence that one criterion keeps. */
    public static final int EVIDENCE_PIECES = 40;

    /** Objects that are named one by one in a finding. */
    public static final int NAMED_OBJECTS = 3;

    /** Of what a parameter may be, how many are named. */
    public static final int CANDIDATES = 12;

    /** Lines of a container's log that are kept, the last ones. */
    public static final int LOG_LINES = 10;

    /** Characters of one line of a log. */
    public static final int LOG_LINE = 200;

    /** Things that are named as following from one cause. */
    public static final int CONSEQUENCES = 5;

    /** Characters of a task file. */
    public static final int TASK_FILE = 1 << 20;

    /** Steps of all loops that one expression may take. */
    public static final int EXPRESSION_ITERATIONS = 100_000;

    /** Bytes of a kubeconfig that somebody else wrote; k3s writes 3 kB. */
    public static final int KUBECONFIG = 1 << 20;

    /** Bytes of one answer of the API server that is no list of what is observed. */
    public static final int ANSWER = 16 << 20;

    /** Words and brackets of one answer in JSON; a page of 500 pods has 200,000. */
    public static final int ANSWER_TOKENS = 2_000_000;

    /** Brackets within brackets of one answer in JSON. */
    public static final int ANSWER_DEPTH = 500;

    /** Bytes that come over a connection before anybody sees any of it. Of HTTP/2, OkHttp takes 16 MiB in advance. */
    public static final int UNSEEN = 20 << 20;

    /** Bytes of an application's answer. */
    public static final int APPLICATION_ANSWER = 1 << 20;

    /** Bytes of a container's log. */
    public static final int LOG = 64 << 10;

    /** Objects in one answer to a list. */
    public static final int PAGE = 500;

    /** Objects of one kind that are observed; more make the kind unreadable. */
    public static final int OBJECTS = 10_000;

    /** Bytes of one object; etcd itself takes none above 1.5 MiB. */
    public static final int OBJECT = 4 << 20;

    /** Bytes of memory, about, that the objects of one kind take. */
    public static final int KIND_MEMORY = 32 << 20;

    /** Bytes that a release of Helm's may unpack to. A Secret holds at most 1 MiB, and templates pack well. */
    public static final int RELEASE = 16 << 20;

    /** Characters of a YAML file. */
    public static final int YAML = 3 << 20;

    /** Levels of a YAML file. */
    public static final int YAML_DEPTH = 100;

    /** Words and collections of a YAML document once its aliases are copied out. */
    public static final int YAML_NODES = 200_000;

    /** Bytes of a roster, or of another program's export. */
    public static final int SHEET = 64 << 20;

    /** Bytes of an archive that one student hands in. */
    public static final int ARCHIVE = 20 << 20;

    /** How many times larger an archive may become by unpacking, once it is beyond {@link #YAML}. */
    public static final int ARCHIVE_RATIO = 100;

    /** Files and folders that one student hands in. */
    public static final int HANDED_IN_FILES = 500;

    /** Bytes of all these files, unpacked. */
    public static final int HANDED_IN = 50 << 20;

    /** Folders within folders of these. */
    public static final int HANDED_IN_DEPTH = 10;

    /** Kubernetes objects in these. */
    public static final int HANDED_IN_OBJECTS = 100;

    /** Pods that one of these objects may ask for. */
    public static final int HANDED_IN_PODS = 50;

    /** Claims of one student that are compared with others'. */
    public static final int CLAIMS = 8;

    /** Files on one claim of which the digest is kept. */
    public static final int CLAIM_FILES = 200;

    /** Bytes of the largest file of which there is a digest. */
    public static final int CLAIM_FILE = 256 << 10;

    /** Bytes of what tells the digests of one claim's files. */
    public static final int CLAIM_LIST = 256 << 10;

    private Limits() {}

    /** The text itself, or its beginning and how much was left out. Never splits a surrogate pair. */
    public static String cut(String text, int characters) {
        if (text.length() <= characters) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(characters - 1)) ? characters - 1 : characters;
        return text.substring(0, end) + "… (" + (text.length() - end) + " more characters)";
    }
}
