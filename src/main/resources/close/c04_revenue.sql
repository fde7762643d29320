-- C4 Revenue roll-forward: opening + revenue events of the period = closing
-- needs: canonical_revenue, revenue_erp
-- owner: revenue accounting
--
-- Per contract and currency three figures of the revenue sub-ledger, each held against the revenue events known here: what
-- was recognised before the period, in it, and to date.

create view c4_rows as
with events as (
    select
        contract_id,
        currency,
        coalesce(sum(amount) filter (period < getvariable('period')), 0) as opening,
        coalesce(sum(amount) filter (period = getvariable('period')), 0) as movement,
        sum(amount) as closing
    from canonical_revenue
    where period <= getvariable('period')
    group by contract_id, currency
), both_sides as (
    select
        coalesce(v.contract_id, e.contract_id) as contract_id,
        coalesce(v.currency, e.currency) as currency,
        unnest(['opening', 'movement', 'closing']) as figure,
        unnest([v.opening, v.movement, v.closing]) as expected,
        unnest([e.opening, e.movement, e.closing]) as actual
    from events v
    full join revenue_erp e on e.contract_id = v.contract_id and e.currency = v.currency
), classed as (
    select *, class_of(expected, actual, getvariable('tolerance_money')) as class from both_sides
)
select
    contract_id || ' ' || figure as key,
    c.currency as unit,
    expected,
    actual,
    class,
    case class
        when 'MISSING' then 'the revenue sub-ledger does not know the contract'
        when 'ORPHAN' then 'no revenue event is known here'
        when 'VALUE' then case figure
            when 'opening' then 'the sub-ledger begins with another balance'
            when 'movement' then 'the sub-ledger posted another amount in the period'
            else 'the sub-ledger ends with another balance'
        end
    end as cause,
    cast(null as varchar) as owner,
    case when figure = 'closing' and class not in ('MATCH', 'ROUNDING')
        then abs(coalesce(expected, 0) - coalesce(actual, 0)) * g.rate end as at_risk,
    cast(null as boolean) as outside
from classed c
left join group_rate g on g.currency = c.currency;
