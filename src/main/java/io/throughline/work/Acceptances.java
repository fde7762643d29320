package io.throughline.work;

import io.throughline.contract.Snapshots;
import java.util.Optional;

/** Which milestones the clients have accepted; a revocation of a later version takes an acceptance back. */
final class Acceptances {

    private final Snapshots snapshots;

    Acceptances(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    /** The acceptance that stands, if one does. */
    Optional<MilestoneAcceptance> standing(String milestoneId) {
        long revoked = revoked(milestoneId);
        return told(milestoneId).filter(acceptance -> acceptance.version() > revoked);
    }

    /** The last acceptance told of, revoked or not. */
    Optional<MilestoneAcceptance> told(String milestoneId) {
        return snapshots.latest("milestone-acceptance", milestoneId, MilestoneAcceptance.class);
    }

    /** Version of the last revocation, 0 for none. */
    long revoked(String milestoneId) {
        return snapshots
                .latest("milestone-revocation", milestoneId, MilestoneAcceptance.class)
                .map(MilestoneAcceptance::version)
                .orElse(0L);
    }
}
