-- C10 Cross-references: what was worked and billed is known in every system of the entity
-- needs: canonical_time, canonical_xref, canonical_systems
-- uses: canonical_projects, canonical_workers
-- owner: master data
--
-- Workers with time of the period in ERP, PSA, identity and, when employed, payroll; client projects in ERP and PSA.

create view c10_rows as
with due as (
    select distinct 'worker' as object, t.worker_id as id, s.role, s.system
    from canonical_time t
    cross join canonical_systems s
    left join canonical_workers w on w.worker_id = t.worker_id
    where t.work_date between getvariable('first_day') and getvariable('last_day')
        and (s.role <> 'payroll' or coalesce(w.worker_type, 'EMPLOYEE') = 'EMPLOYEE')
    union all
    select distinct 'project', t.project_id, s.role, s.system
    from canonical_time t
    join canonical_systems s on s.role in ('erp', 'psa')
    left join canonical_projects p on p.project_id = t.project_id
    where t.work_date between getvariable('first_day') and getvariable('last_day')
        and coalesce(p.billing_type, '') <> 'INTERNAL'
)
select
    d.object || ':' || d.id || '@' || d.system as key,
    'ids' as unit,
    1 as expected,
    case when x.canonical_id is not null then 1 end as actual,
    case when x.canonical_id is not null then 'MATCH' else 'MISSING' end as class,
    case when x.canonical_id is null then 'no id of the ' || d.role || ' ' || d.system || ' is known' end as cause,
    cast(null as varchar) as owner,
    cast(null as decimal(28, 3)) as at_risk,
    cast(null as boolean) as outside
from due d
left join (select distinct object, canonical_id, system from canonical_xref) x
    on x.object = d.object and x.canonical_id = d.id and x.system = d.system;
