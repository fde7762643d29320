package io.throughline.people;

import java.util.List;

/** Workers by what must be unique about them. */
public interface WorkerIndex {

    /** Workers with a work mail address, compared in lower case. */
    List<Worker> byEmail(String email);

    /** Workers that are the same person. */
    List<Worker> byPerson(String personId);
}
