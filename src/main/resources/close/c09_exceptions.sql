-- C9 Exceptions: none is older than the cut-off
-- needs: canonical_exceptions
-- owner: integration desk
--
-- Every open case that was opened before the period closed, with the money that waits on it (CALC-11).

create view c9_rows as
select
    'case ' || case_no || ' ' || event_key as key,
    'cases' as unit,
    0 as expected,
    1 as actual,
    'VALUE' as class,
    rule || ' ' || message as cause,
    owner,
    at_risk,
    cast(null as boolean) as outside
from canonical_exceptions
where opened_at < getvariable('cut_off');

create view c9_totals as
select 'open' as name, count(*) as value, 'cases' as unit from canonical_exceptions;
