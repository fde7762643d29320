package io.throughline.desk;

import io.throughline.work.MoneyAtRisk.Finding;

/**
 * The business context of one case as last looked at.
 *
 * @param project name of its project, or null
 * @param client  name of its client, or null
 * @param finding what waits on it
 * @param escalation who is to press it on, such as {@code project-manager W-0010}; null when nobody is known
 */
public record Assessment(String project, String client, Finding finding, String escalation) {}
