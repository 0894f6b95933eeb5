package dev.statelab.kube.release;

/** Nothing more can come of the hooks that Helm waits for. */
final class StuckHooks extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean ofChart;

    /**
     * @param why what the cluster says of them
     * @param ofChart whether the chart is to blame, and not what is between the cluster and a registry
     */
    StuckHooks(String why, boolean ofChart) {
        super(why);
        this.ofChart = ofChart;
    }

    boolean areOfChart() {
        return ofChart;
    }
}
