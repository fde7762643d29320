-- Alerts speak of everything that is open of their cause, are raised once however many nodes look, and are told in time.

-- The cause of the alert that tells of a case: workflow, project and rule, as last assessed.
alter table exception_case add column cause varchar(400);
create index exception_case_by_cause on exception_case (cause, closed_at);
create index exception_case_by_group on exception_case (group_id, closed_at);

-- What an open case of something that waits is about, and nothing once it is closed: two nodes open it once.
alter table exception_case add column open_fingerprint varchar(500);
create unique index exception_case_open_once on exception_case (open_fingerprint);

-- The fingerprint of an open alert, and nothing once it is closed.
alter table alert add column open_fingerprint varchar(400);
update alert set open_fingerprint = fingerprint where alert_no in
    (select min(o.alert_no) from alert o where o.closed_at is null group by o.fingerprint);
create unique index alert_open_once on alert (open_fingerprint);
create index alert_by_fingerprint on alert (fingerprint, alert_no);

-- When people were told last; nothing while all notices of the alert are held back.
alter table alert alter column noticed_at drop not null;

-- Whether approved time of an office came today is asked every few seconds.
create index event_by_entity on event (legal_entity, recorded_at);
