"""The page of an edition in the back office, and that of one to be added."""

from flask import abort, make_response, render_template, request

from app.admin import edition_forms
from app.admin.ledger import CHANGES, REASONS, latest_movements
from app.admin.work_page import find_work
from app.catalog.digital_files import LARGEST, may_have_file
from app.catalog.facts import edition_facts, fingerprint, stock_of
from app.catalog.models import Edition, PriceChange, Sale
from app.catalog.prices import lowest_in_30_days_before_reduction
from app.db import now
from app.money import Money

PRICES_SHOWN = 20


def find_edition(edition_id):
    found = Edition.get_or_none(Edition.id == edition_id) or abort(404)
    found.work = find_work(found.work_id)
    return found


def show_edition(
    edition,
    *,
    errors=None,
    stock_errors=None,
    sale_errors=None,
    file_error=None,
    meanwhile=None,
    status=200,
):
    """The page of an edition: as it stands, or with what was typed when that was refused."""
    facts = edition_facts(edition)
    retyped = request.method == "POST" and "isbn" in request.form
    fields = edition_forms.as_typed(request.form) if retyped else edition_forms.shown(facts)
    page = render_template(
        "admin/edition.html",
        edition=edition,
        work=edition.work,
        stock=stock_of(edition.id),
        movements=latest_movements(edition),
        reasons=REASONS,
        stock_changes=CHANGES.items(),
        fields=fields,
        seen=fingerprint(facts),
        errors=errors or {},
        stock_errors=stock_errors or {},
        sale_errors=sale_errors or {},
        file_error=file_error,
        may_have_file=may_have_file(edition),
        largest_file=LARGEST // 1024**2,
        meanwhile=meanwhile,
        **prices_of(edition),
        **edition_forms.choices(fields),
    )
    return make_response(page, status)


def prices_of(edition):
    lowest = lowest_in_30_days_before_reduction([edition.id]).get(edition.id)
    changes = PriceChange.select().where(PriceChange.edition == edition)
    changes = list(changes.order_by(PriceChange.id.desc()).limit(PRICES_SHOWN))
    for change in changes:
        change.price = Money(change.price_minor, change.currency)
    return {
        "sales": sales_of(edition),
        "price_changes": changes,
        "lowest_before": None if lowest is None else Money(lowest, edition.currency),
        "clock": now(),
    }


def sales_of(edition):
    """The sales that are on (`.on`) or to come, the first one first, each with its `.price`."""
    moment = now()
    query = Sale.select().where(Sale.edition == edition, Sale.ends_at > moment)
    sales = list(query.order_by(Sale.starts_at))
    for sale in sales:
        sale.price = Money(sale.price_minor, edition.currency)
        sale.on = sale.starts_at <= moment
    return sales


def show_new_edition(work, errors=None, status=200):
    fields = edition_forms.as_typed(request.form) if request.method == "POST" else fresh(work)
    page = render_template(
        "admin/new_edition.html",
        work=work,
        fields=fields,
        errors=errors or {},
        **edition_forms.choices(fields),
    )
    return make_response(page, status)


def fresh(work):
    """An empty form; or that of a used copy of the edition that the address names."""
    used = request.args.get("used", type=int)
    edition = Edition.get_or_none(Edition.id == used, Edition.work == work) if used else None
    if edition is None:
        return edition_forms.EMPTY
    return edition_forms.shown(edition_facts(edition)) | edition_forms.OF_ITS_OWN
