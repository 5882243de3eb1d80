"""A cart as the pricing function reads it."""

from app.planned import Prepared
from app.pricing.basket import Basket, Line

# Of each work its subjects, and those that they are parts of.
SUBJECTS = Prepared(
    """with recursive of_works (work_id, subject_id) as (
        select work_id, subject_id from catalog.work_subjects where work_id = any($1)
        union
        select work_id, parent_id from of_works join catalog.subjects on subjects.id = subject_id
        where parent_id is not null
    )
    select work_id, array_agg(subject_id) from of_works group by work_id""",
    "bigint[]",
)


def basket_of(cart, *, country, region="", delivery="", wrapped=False, gift_cards=()):
    """The Basket of what is in a cart now, sent there; of gift cards bought with it the amounts."""
    subjects = subjects_of({item.work.id for item in cart.items})
    lines = tuple(line_of(item, subjects.get(item.work.id, frozenset())) for item in cart.items)
    return Basket(lines, country, region, delivery, wrapped, tuple(gift_cards))


def line_of(item, subjects):
    edition = item.edition
    return Line(
        edition_id=edition.id,
        title=item.work.title,
        quantity=item.quantity,
        unit_minor=edition.price_minor,
        list_minor=edition.list_price_minor,
        tax_class=edition.taxed_as,
        format=edition.format,
        subjects=subjects,
        weight_g=edition.weight_g,
        is_download=edition.is_download,
    )


def subjects_of(work_ids):
    rows = SUBJECTS.run(list(work_ids)) if work_ids else []
    return {work_id: frozenset(subjects) for work_id, subjects in rows}
