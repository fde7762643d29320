-- C5 Contract assets and liabilities: revenue to date less billed to date (CALC-09)
-- needs: canonical_revenue, canonical_billed, balances_erp
-- owner: revenue accounting
--
-- Per contract, never netted across contracts: a surplus of revenue is an asset, of billing a liability.

create view c5_rows as
with revenue as (
    select contract_id, currency, sum(amount) as amount
    from canonical_revenue
    where period <= getvariable('period')
    group by contract_id, currency
), billed as (
    select contract_id, currency, sum(net) as amount
    from canonical_billed
    where issue_date <= getvariable('last_day') and status not in ('VOIDED', 'DRAFT')
    group by contract_id, currency
), balance as (
    select
        coalesce(r.contract_id, b.contract_id) as contract_id,
        coalesce(r.currency, b.currency) as currency,
        coalesce(r.amount, 0) - coalesce(b.amount, 0) as amount
    from revenue r
    full join billed b on b.contract_id = r.contract_id and b.currency = r.currency
), both_sides as (
    select
        coalesce(o.contract_id, e.contract_id) as contract_id,
        coalesce(o.currency, e.currency) as currency,
        unnest(['asset', 'liability']) as side,
        unnest([greatest(o.amount, 0), greatest(-o.amount, 0)]) as expected,
        unnest([e.asset, e.liability]) as actual
    from balance o
    full join balances_erp e on e.contract_id = o.contract_id and e.currency = o.currency
), classed as (
    select *, class_of(expected, actual, getvariable('tolerance_money')) as class from both_sides
)
select
    contract_id || ' ' || side as key,
    c.currency as unit,
    expected,
    actual,
    class,
    case class
        when 'MISSING' then 'the ERP has no balance of the contract'
        when 'ORPHAN' then 'neither revenue nor an invoice is known here'
        when 'VALUE' then 'the ERP has another contract ' || side
    end as cause,
    cast(null as varchar) as owner,
    case when class not in ('MATCH', 'ROUNDING')
        then abs(coalesce(expected, 0) - coalesce(actual, 0)) * g.rate end as at_risk,
    cast(null as boolean) as outside
from classed c
left join group_rate g on g.currency = c.currency;

create view c5_totals as
select split_part(key, ' ', -1) as name, sum(expected) as value, unit from c5_rows group by 1, 3;
