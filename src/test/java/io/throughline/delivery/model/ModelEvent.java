package io.throughline.delivery.model;

import io.throughline.contract.Step;
import java.util.List;

/**
 * An event and the steps its flow plans.
 *
 * @param needy whether each step but the first needs the reference that the one before it brings
 */
record ModelEvent(String id, List<Step> steps, boolean needy) {}
