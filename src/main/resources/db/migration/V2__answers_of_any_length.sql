-- The answer to a large batch of events is longer than any limit one would set.
alter table idempotent_answer alter column body set data type text;
