"""Orders without their buyer: what was sold, for how much and with which tax stays; who goes.

Article 17(3)(b) of the GDPR lets a shop keep what the law has it keep; docs/privacy.md says what
that is and why nobody's name is in it.
"""

from app.accounts.personal import NAMELESS
from app.db import db
from app.orders.personal.events import redact_events

# What the shop itself wrote, of titles and figures; any other note may hold words of a person.
OWN_NOTES = ("refund_requested", "refunded", "delayed", "copies_in", "all_refunded")

UNNAMED_CARDS = """jsonb_build_object('rows', (
        select coalesce(jsonb_agg(case when line ->> 'title' like 'Gift card for %%'
            then line || '{"title": "Gift card"}' else line end order by place), '[]')
        from jsonb_array_elements(document -> 'rows') with ordinality as r (line, place)))"""
FORGET = (
    """update sales.orders set name = %(nameless)s, email = '', phone = '', gift_message = '',
        tracking = '', billing_address = null,
        address = jsonb_strip_nulls(jsonb_build_object(
            'country', address -> 'country', 'region', nullif(address ->> 'region', '')))
    where id = any(%(ids)s)""",
    "update sales.shipments set tracking = '' where order_id = any(%(ids)s)",
    """update sales.returns set comment = '', proof = '',
        answer = case when answer = '' then '' else %(nameless)s end
    where order_id = any(%(ids)s)""",
    """update sales.withdrawals set name = %(nameless)s, email = '', contract = ''
    where order_id = any(%(ids)s) or lower(email) = any(%(addresses)s)""",
    "update sales.refunds set note = '', last_error = '' where order_id = any(%(ids)s)",
    """update sales.redemptions set email = ''
    where order_id = any(%(ids)s) or lower(email) = any(%(addresses)s)""",
    """update sales.order_events set note = ''
    where order_id = any(%(ids)s) and note <> '' and event <> all(%(own_notes)s)""",
    """update sales.stored_value_movements m set note = ''
    where note <> '' and (order_id = any(%(ids)s) or stored_value_id = any(%(values)s))""",
    """update accounts.staff_actions set after = after - 'note'
    where subject = any(%(value_names)s) and after ? 'note'""",
    f"""update sales.invoices set document = document
        || '{{"buyer": {{"name": "", "address": []}}}}' || {UNNAMED_CARDS}
    where order_id = any(%(ids)s)""",  # noqa: S608
    """update sales.gift_cards_bought set recipient_name = '', recipient_email = '',
        sender_name = '', message = ''
    where order_id = any(%(ids)s)""",
    """update sales.stored_values set recipient_name = '', recipient_email = ''
    where id = any(%(values)s)""",
    "delete from sales.link_requests where order_id = any(%(ids)s)",
)
VALUES = """
    select v.id from sales.stored_values v
        left join sales.gift_cards_bought g on g.stored_value_id = v.id
    where v.customer_id = %(customer)s or g.order_id = any(%(ids)s)
        or (v.code_to_mail is null and lower(v.recipient_email) = any(%(addresses)s))
"""


def forget_buyer(order_ids, *, customer_id=None, addresses=()):
    """Take the person out of these orders and all that belongs to them; safe to run twice.

    With her id and addresses (in small letters), out of credit, vouchers, declarations and gift
    cards of others to her, too. Call it in a transaction, with the orders locked.
    """
    facts = {"ids": list(order_ids), "customer": customer_id, "addresses": list(addresses)}
    facts["values"] = [id for (id,) in db.execute_sql(VALUES, facts).fetchall()]
    facts["value_names"] = [f"stored value {id}" for id in facts["values"]]
    facts |= {"nameless": NAMELESS, "own_notes": list(OWN_NOTES)}
    db.execute_sql("set local octavo.erasing = 'on'")
    redact_events(facts["ids"])
    forget_received(facts)
    for statement in FORGET:
        db.execute_sql(statement, facts)
    db.execute_sql("set local octavo.erasing = 'off'")


def forget_received(facts):
    """Gift cards that others sent her: their orders and invoices do not say for whom any more."""
    of_others = db.execute_sql(RECEIVED, facts).fetchall()
    ids = sorted({order for _, order in of_others})
    db.execute_sql(GIVEN, facts | {"cards": [card for card, _ in of_others]})
    db.execute_sql(ON_INVOICES, {"ids": ids})


RECEIVED = """
    select id, order_id from sales.gift_cards_bought
    where stored_value_id = any(%(values)s) and lower(recipient_email) = any(%(addresses)s)
        and order_id is not null
"""
GIVEN = """
    update sales.gift_cards_bought set recipient_name = '', recipient_email = '', message = ''
    where id = any(%(cards)s)
"""
ON_INVOICES = f"""
    update sales.invoices set document = document || {UNNAMED_CARDS}
    where order_id = any(%(ids)s)
"""  # noqa: S608


def give_up_credit(customer_id):
    """Take what credit is left to her off the books: she said that she does without it."""
    db.execute_sql(
        """insert into sales.stored_value_movements (stored_value_id, amount_minor, reason, note)
        select id, -balance_minor, 'adjustment', '' from sales.stored_values
        where customer_id = %s and balance_minor > 0 order by id""",
        (customer_id,),
    )
