-- When the latest answer was settled: a clock that is set back after it must not make the next attempt wait for the lost hours.
alter table step add column answered_at timestamp(6) with time zone;
