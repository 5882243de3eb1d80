"""A return can end with nothing to pay; gift cards whose money a dispute has taken are blocked for it."""


def up(migrator, db):
    for part in (CLOSED, WITHIN_THEIR_LINE, BLOCKED):
        db.execute_sql(part)


CLOSED = """
    alter table sales.returns
        drop constraint returns_status_check,
        drop constraint returns_check;
    alter table sales.returns
        add constraint returns_status_check check (status in
            ('requested', 'received', 'refunded', 'closed', 'refused', 'called_off')) not valid,
        add constraint returns_check check
            ((status in ('refunded', 'closed', 'refused', 'called_off')) = (ended_at is not null))
            not valid;
    comment on column sales.returns.status is
        'closed: the books stay in the shop, and nothing more goes back for them';
    comment on column sales.returns.answer is
        'why it was refused, or closed, in the words the buyer reads';
"""

# As before, with those that are closed counted as those that were refunded.
WITHIN_THEIR_LINE = """
    create or replace function sales.keep_return_lines_within() returns trigger language plpgsql as $$
        declare
            line sales.order_lines;
            coming bigint;
        begin
            select l.* into line from sales.order_lines l
                join sales.returns r on r.order_id = l.order_id
                where l.id = new.order_line_id and r.id = new.return_id for update of l;
            if line.id is null then
                raise check_violation using message = 'a return is of lines of its own order';
            end if;
            select coalesce(sum(case when r.status in ('requested', 'received')
                    then l.quantity else l.received + l.given_up end), 0) into coming
                from sales.return_lines l join sales.returns r on r.id = l.return_id
                where l.order_line_id = line.id and r.id <> new.return_id
                    and r.status in ('requested', 'received', 'refunded', 'closed');
            if coming + new.quantity > line.quantity then
                raise check_violation using message = 'no more copies come back than were bought';
            end if;
            return new;
        end $$;
"""

BLOCKED = """
    alter table sales.stored_values
        add blocked_for_id bigint references sales.disputes,
        add constraint blocked_for_a_dispute
            check (blocked_for_id is null or blocked_at is not null) not valid;
    comment on column sales.stored_values.blocked_for_id is
        'the dispute that took the money it was bought with; null of what staff have blocked';
"""
