package dev.statelab.lab.controller.statefulset;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final String OLD = Scene.OLD;
    private static final String NEW = Scene.NEW;

    @Test
    void anOrderedSetBeginsWithTheFirstPodAndItsClaim() {
        assertThat(Scene.ofReplicas(3).actions()).containsExactly("create claim data of kv-0",
                "create kv-0 from kv-new");
    }

    @Test
    void aClaimThatIsThereIsUsedAgain() {
        assertThat(Scene.ofReplicas(1).claim(0).actions()).containsExactly("create kv-0 from kv-new");
    }

    @Test
    void anOrderedSetWaitsForAPodThatIsNotReady() {
        assertThat(Scene.ofReplicas(3).phase(0, "Running").actions()).isEmpty();
    }

    @Test
    void anOrderedSetGoesOnOnceAPodIsReady() {
        assertThat(Scene.ofReplicas(3).ready(0).claim(1).actions()).containsExactly("create kv-1 from kv-new");
    }

    @Test
    void anOrderedSetFillsTheFirstGap() {
        assertThat(Scene.ofReplicas(3).ready(0).ready(2).claim(1).actions())
                .containsExactly("create kv-1 from kv-new");
    }

    @Test
    void anOrderedSetWaitsForATerminatingPod() {
        assertThat(Scene.ofReplicas(3).ready(0).leaving().actions()).isEmpty();
    }

    @Test
    void aParallelSetMakesAllPodsAtOnce() {
        assertThat(Scene.ofReplicas(3).parallel().claim(0).claim(1).claim(2).actions()).containsExactly(
                "create kv-0 from kv-new", "create kv-1 from kv-new", "create kv-2 from kv-new");
    }

    @Test
    void aParallelSetDoesNotWaitForAPodThatIsNotReady() {
        assertThat(Scene.ofReplicas(2).parallel().phase(0, "Running").claim(1).actions())
                .containsExactly("create kv-1 from kv-new");
    }

    @Test
    void ordinalsBeginWhereTheSetSays() {
        var scene = Scene.ofReplicas(1).spec(spec -> spec.putObject("ordinals").put("start", 5)).claim(5);

        assertThat(scene.actions()).containsExactly("create kv-5 from kv-new");
    }

    @Test
    void aPodThatFailedIsDeleted() {
        assertThat(Scene.ofReplicas(1).phase(0, "Failed").actions()).containsExactly("delete kv-0");
    }

    @Test
    void aPodThatSucceededIsDeleted() {
        assertThat(Scene.ofReplicas(1).phase(0, "Succeeded").actions()).containsExactly("delete kv-0");
    }

    @Test
    void aFailedPodIsDeletedOnce() {
        assertThat(Scene.ofReplicas(1).phase(0, "Failed").leaving().actions()).isEmpty();
    }

    @Test
    void aPendingPodGetsTheClaimThatItMisses() {
        assertThat(Scene.ofReplicas(1).phase(0, "Pending").withoutClaim(0).actions())
                .containsExactly("create claim data of kv-0");
    }

    @Test
    void aPodGetsItsNameLabelBack() {
        assertThat(Scene.ofReplicas(1).pod(0, NEW, pod -> {
            pod.withObjectProperty("metadata").withObjectProperty("labels").remove(SetPod.NAME_LABEL);
            pod.withObjectProperty("status").put("phase", "Running").putArray("conditions").addObject()
                    .put("type", "Ready").put("status", "True");
        }).actions()).containsExactly("restore identity of kv-0");
    }

    @Test
    void aPodHasToStayReadyForMinReadySeconds() {
        var scene = Scene.ofReplicas(2).spec(spec -> spec.put("minReadySeconds", 10))
                .ready(0, NEW, Duration.ofSeconds(4));

        assertThat(scene.actions()).isEmpty();
    }

    @Test
    void thePlanSaysWhenAPodWillHaveBeenReadyForLongEnough() {
        var scene = Scene.ofReplicas(2).spec(spec -> spec.put("minReadySeconds", 10))
                .ready(0, NEW, Duration.ofSeconds(4));

        assertThat(scene.plan().lookAgain()).contains(Scene.NOW.plusSeconds(6));
    }

    @Test
    void aPodThatWasReadyForMinReadySecondsIsFollowedByTheNext() {
        var scene = Scene.ofReplicas(2).spec(spec -> spec.put("minReadySeconds", 10))
                .ready(0, NEW, Duration.ofSeconds(10)).claim(1);

        assertThat(scene.actions()).containsExactly("create kv-1 from kv-new");
    }

    @Test
    void aSmallerSetLosesItsLastPod() {
        assertThat(Scene.ofReplicas(1).ready(0).ready(1).ready(2).actions()).containsExactly("delete kv-2");
    }

    @Test
    void aSmallerOrderedSetWaitsForThePodThatIsLeaving() {
        assertThat(Scene.ofReplicas(1).ready(0).ready(1).ready(2).leaving().actions()).isEmpty();
    }

    @Test
    void aSmallerOrderedSetHaltsBehindAnUnhealthyPodThatStays() {
        assertThat(Scene.ofReplicas(1).phase(0, "Running").ready(1).ready(2).actions()).isEmpty();
    }

    @Test
    void anUnhealthyPodWaitsUntilThoseBeforeItAreHealthy() {
        assertThat(Scene.ofReplicas(1).ready(0).phase(1, "Running").phase(2, "Running").actions()).isEmpty();
    }

    @Test
    void theFirstUnhealthyPodMayGo() {
        assertThat(Scene.ofReplicas(1).ready(0).ready(1).phase(2, "Running").actions())
                .containsExactly("delete kv-2");
    }

    @Test
    void aSmallerParallelSetLosesAllItsLastPodsAtOnce() {
        assertThat(Scene.ofReplicas(1).parallel().ready(0).ready(1).phase(2, "Running").actions())
                .containsExactly("delete kv-2", "delete kv-1");
    }

    @Test
    void podsBelowTheStartOrdinalAreRemoved() {
        var scene = Scene.ofReplicas(1).spec(spec -> spec.putObject("ordinals").put("start", 1)).ready(0).ready(1);

        assertThat(scene.actions()).containsExactly("delete kv-0");
    }

    @Test
    void anUpdateReplacesTheLastPodFirst() {
        assertThat(Scene.ofReplicas(3).updating().ready(0, OLD).ready(1, OLD).ready(2, OLD).actions())
                .containsExactly("delete kv-2");
    }

    @Test
    void anUpdateGoesOnOnceTheReplacedPodIsReady() {
        assertThat(Scene.ofReplicas(3).updating().ready(0, OLD).ready(1, OLD).ready(2).actions())
                .containsExactly("delete kv-1");
    }

    @Test
    void anUpdateWaitsForTheReplacedPod() {
        assertThat(Scene.ofReplicas(3).updating().ready(0, OLD).ready(1, OLD).phase(2, "Running").actions())
                .isEmpty();
    }

    @Test
    void anUpdateOfAParallelSetWaitsForTheReplacedPodToo() {
        assertThat(Scene.ofReplicas(2).parallel().updating().ready(0, OLD).phase(1, "Running").actions()).isEmpty();
    }

    @Test
    void anUpdateStopsAtThePartition() {
        var scene = Scene.ofReplicas(3).updating().rolling(rolling -> rolling.put("partition", 2)).ready(0, OLD)
                .ready(1, OLD).ready(2);

        assertThat(scene.actions()).isEmpty();
    }

    @Test
    void aMissingPodBelowThePartitionIsMadeFromTheCurrentRevision() {
        var scene = Scene.ofReplicas(2).updating().rolling(rolling -> rolling.put("partition", 1)).ready(1).claim(0);

        assertThat(scene.actions()).containsExactly("create kv-0 from kv-old");
    }

    @Test
    void aMissingPodAtThePartitionIsMadeFromTheUpdateRevision() {
        var scene = Scene.ofReplicas(2).updating().rolling(rolling -> rolling.put("partition", 1)).ready(0, OLD)
                .claim(1);

        assertThat(scene.actions()).containsExactly("create kv-1 from kv-new");
    }

    @Test
    void onDeleteLeavesOldPodsAlone() {
        assertThat(Scene.ofReplicas(1).updating().onDelete().ready(0, OLD).actions()).isEmpty();
    }

    @Test
    void onDeleteMakesMissingPodsFromTheUpdateRevision() {
        assertThat(Scene.ofReplicas(1).updating().onDelete().claim(0).actions())
                .containsExactly("create kv-0 from kv-new");
    }

    @Test
    void maxUnavailableReplacesSeveralPodsAtATime() {
        var scene = Scene.ofReplicas(3).updating().rolling(rolling -> rolling.put("maxUnavailable", 2)).ready(0, OLD)
                .ready(1, OLD).ready(2, OLD);

        assertThat(scene.actions()).containsExactly("delete kv-2", "delete kv-1");
    }

    @Test
    void maxUnavailableCountsPodsThatAreUnavailableAlready() {
        var scene = Scene.ofReplicas(3).parallel().updating().rolling(rolling -> rolling.put("maxUnavailable", "67%"))
                .phase(0, "Running", OLD).ready(1, OLD).ready(2, OLD);

        assertThat(scene.actions()).containsExactly("delete kv-2");
    }

    @Test
    void aSetThatIsBeingDeletedDoesNothing() {
        assertThat(Scene.ofReplicas(3).terminating().actions()).isEmpty();
    }

    @Test
    void claimsBelongToTheSetWhereItsDeletionDeletesThem() {
        assertThat(Scene.ofReplicas(1).retention("Delete", "Retain").ready(0).actions())
                .containsExactly("claim data-kv-0 belongs to [StatefulSet kv]");
    }

    @Test
    void theClaimOfAPodThatAScaleDownRemovesBelongsToThePod() {
        assertThat(Scene.ofReplicas(1).retention("Retain", "Delete").ready(0).ready(1).actions())
                .containsExactly("claim data-kv-1 belongs to [Pod kv-1]", "delete kv-1");
    }

    @Test
    void aClaimThatIsKeptHasNoOwner() {
        assertThat(Scene.ofReplicas(1).retention("Retain", "Retain").ready(0).claim(0, "set-uid").actions())
                .containsExactly("claim data-kv-0 belongs to []");
    }

    @Test
    void aNewPodWaitsForTheEndOfItsPredecessorsClaim() {
        assertThat(Scene.ofReplicas(1).retention("Retain", "Delete").claim(0, "old-pod-uid").actions()).isEmpty();
    }

    @Test
    void theStatusCountsWhatIsThereBeforeThePlan() {
        var status = Scene.ofReplicas(3).updating().ready(0, OLD).ready(1, OLD).phase(2, "Running").plan().status();

        assertThat(status).isEqualTo(new SetStatus(7, 3, 2, 2, 1, 2, OLD, NEW, 0));
    }

    @Test
    void aTerminatingPodCountsAsReadyButOfNoRevision() {
        var status = Scene.ofReplicas(1).ready(0).leaving().plan().status();

        assertThat(status).isEqualTo(new SetStatus(7, 1, 1, 0, 0, 1, NEW, NEW, 0));
    }

    @Test
    void aPodThatAnUpdateDeletesIsNoLongerCurrent() {
        var status = Scene.ofReplicas(2).updating().ready(0, OLD).ready(1, OLD).plan().status();

        assertThat(status.currentReplicas()).isEqualTo(1);
    }

    @Test
    void theUpdateRevisionBecomesCurrentOnceAllPodsHaveIt() {
        var status = Scene.ofReplicas(1).updating().ready(0).plan().status();

        assertThat(status).isEqualTo(new SetStatus(7, 1, 1, 1, 1, 1, NEW, NEW, 0));
    }

    @Test
    void anUpdateOfNoPodsIsNotCompleteWhileOneIsToBeMade() {
        assertThat(Scene.ofReplicas(1).updating().plan().status().currentRevision()).isEqualTo(OLD);
    }

    @Test
    void countsOfZeroAreLeftOutOfTheStatus() {
        assertThat(Scene.ofReplicas(0).plan().status().json().toString()).isEqualTo("""
                {"observedGeneration":7,"replicas":0,"currentRevision":"kv-new","updateRevision":"kv-new",\
                "collisionCount":0,"availableReplicas":0}""");
    }
}
