-- What every check stands on. Variables of a run: entity, period, first_day, last_day, cut_off (the instant at which the
-- period closes in the zone of the entity), group_currency, tolerance_hours, tolerance_money, tolerance_labour (a share).

-- Minutes as hours with 4 decimals, half up; a quotient in DuckDB would be a floating point number.
create macro hours_of(minutes) as
    cast(sign(minutes) * ((abs(cast(minutes as bigint)) * 10000 + 30) // 60) as decimal(18, 0)) * 0.0001;

-- How two figures of the same thing stand to each other; a side that is null has nothing.
create macro class_of(expected, actual, tolerance) as case
    when coalesce(expected, 0) = coalesce(actual, 0) then 'MATCH'
    when abs(coalesce(expected, 0) - coalesce(actual, 0)) <= tolerance then 'ROUNDING'
    when actual is null then 'MISSING'
    when expected is null then 'ORPHAN'
    else 'VALUE'
end;

-- Closing rates into group currency that hold on the last day of the period. A rate is never inverted.
create view group_rate as
    select getvariable('group_currency') as currency, cast(1 as decimal(18, 10)) as rate
    union all
    select from_currency, arg_max(rate, valid_on)
    from canonical_fx
    where type = 'CLOSING'
        and to_currency = getvariable('group_currency')
        and from_currency <> to_currency
        and valid_on <= getvariable('last_day')
    group by from_currency;

-- Every row of every check. The difference is actual less expected; at_risk is in group currency.
create table result (
    "check" varchar,
    key varchar,
    unit varchar,
    expected decimal(28, 4),
    actual decimal(28, 4),
    difference decimal(28, 4),
    class varchar,
    cause varchar,
    owner varchar,
    at_risk decimal(28, 3),
    outside boolean
);
