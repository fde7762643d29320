-- C8 Utilization: hours of the report = canonical hours
-- needs: canonical_approved, utilization_report
-- owner: resource management
--
-- Per worker, logged and billable approved hours of the period: those of the newest event of each entry in the journal, and those
-- of the facts that reporting was given, so that what goes wrong between the two is seen.

create view c8_rows as
with own as (
    select
        worker_id,
        hours_of(sum(minutes)) as logged,
        hours_of(coalesce(sum(minutes) filter (billable), 0)) as billable
    from canonical_approved
    where work_date between getvariable('first_day') and getvariable('last_day')
    group by worker_id
), both_sides as (
    select
        coalesce(o.worker_id, u.worker_id) as worker_id,
        unnest(['logged', 'billable']) as figure,
        unnest([o.logged, o.billable]) as expected,
        unnest([u.logged_hours, u.billable_hours]) as actual
    from own o
    full join utilization_report u on u.worker_id = o.worker_id
), classed as (
    select *, class_of(expected, actual, getvariable('tolerance_hours')) as class from both_sides
)
select
    worker_id || ' ' || figure as key,
    'h' as unit,
    expected,
    actual,
    class,
    case class
        when 'MISSING' then 'the report leaves the worker out'
        when 'ORPHAN' then 'no approved time of the worker is known here'
        when 'VALUE' then 'the report counts other hours'
    end as cause,
    cast(null as varchar) as owner,
    cast(null as decimal(28, 3)) as at_risk,
    cast(null as boolean) as outside
from classed;

create view c8_totals as
select split_part(key, ' ', -1) as name, sum(expected) as value, unit from c8_rows group by 1, 3;
