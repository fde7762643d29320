-- Which objects name another one in a field, such as the invoices of a billing cycle, so that they are found without opening
-- all of their kind. A row only says whom to open; the product fills the table when it starts and finds nothing of a kind.
create table entity_ref (
    object   varchar(40)  not null,
    field    varchar(40)  not null,
    named_id varchar(120) not null,
    id       varchar(60)  not null,
    primary key (object, field, named_id, id)
);
