-- C6 Intercompany: receivable of one side and payable of the other net to zero (CALC-12)
-- needs: intercompany_erp
-- uses: canonical_fx
-- owner: intercompany accounting
--
-- Per elimination pair. The charge is computed in the currency of the provider and translated once, at the rate of the
-- posting date into the currency of the receiver; without such a rate both are compared in group currency.

create view c6_rows as
with receivable as (
    select pair_key, sum(amount) as amount, max(currency) as currency, max(posting_date) as posting_date
    from intercompany_erp
    where side = 'RECEIVABLE'
    group by pair_key
), payable as (
    select pair_key, sum(amount) as amount, max(currency) as currency, max(posting_date) as posting_date
    from intercompany_erp
    where side = 'PAYABLE'
    group by pair_key
), pairs as (
    select
        coalesce(r.pair_key, p.pair_key) as pair_key,
        r.amount as charged,
        p.amount as owed,
        r.currency as from_currency,
        p.currency as to_currency,
        case when r.currency = p.currency then cast(1 as decimal(18, 10)) else (
            select arg_max(f.rate, f.valid_on)
            from canonical_fx f
            where f.type = 'CLOSING'
                and f.from_currency = r.currency
                and f.to_currency = p.currency
                and f.valid_on <= r.posting_date) end as rate
    from receivable r
    full join payable p on p.pair_key = r.pair_key
), translated as (
    select
        pair_key,
        case when p.rate is not null then to_currency else getvariable('group_currency') end as currency,
        round(charged * coalesce(p.rate, gr.rate), 2) as expected,
        case when p.rate is not null then owed else round(owed * gp.rate, 2) end as actual,
        case when p.rate is not null then gp.rate else 1 end as to_group,
        (charged is not null and coalesce(p.rate, gr.rate) is null)
            or (p.rate is null and owed is not null and gp.rate is null) as no_rate
    from pairs p
    left join group_rate gr on gr.currency = from_currency
    left join group_rate gp on gp.currency = to_currency
), classed as (
    select
        *,
        case when no_rate then 'VALUE' else class_of(expected, actual, getvariable('tolerance_money')) end as class
    from translated
)
select
    pair_key as key,
    currency as unit,
    expected,
    actual,
    class,
    case
        when no_rate then 'there is no rate to compare the two sides by'
        when class = 'MISSING' then 'the receiver has posted no payable'
        when class = 'ORPHAN' then 'the provider has posted no receivable'
        when class = 'VALUE' then 'the two sides do not eliminate'
    end as cause,
    cast(null as varchar) as owner,
    case when class not in ('MATCH', 'ROUNDING')
        then abs(coalesce(expected, 0) - coalesce(actual, 0)) * to_group end as at_risk,
    cast(null as boolean) as outside
from classed;

create view c6_totals as
select 'net' as name, sum(coalesce(expected, 0) - coalesce(actual, 0)) as value, unit from c6_rows group by unit;
