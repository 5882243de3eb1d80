"""The tax table: what each place asks, whether we collect it, and what is planned."""

from datetime import date, timedelta

from flask import abort, current_app, make_response, render_template, request, url_for
from flask_login import current_user

from app.accounts.permissions import needs
from app.admin import tax_list
from app.admin.blueprint import blueprint
from app.admin.changes import changes_about, differences
from app.admin.edition_forms import shop_currency
from app.admin.places import COUNTRIES, place_name
from app.admin.tax_forms import EMPTY, as_typed, read, read_new, shown, with_spare
from app.admin.tax_words import COLLECTS, INCLUDED, ON_DELIVERY, collects_words
from app.catalog.editing import EditedMeanwhile
from app.catalog.facts import fingerprint
from app.catalog.models import TAX_CLASSES
from app.hypermedia import private, render_page, see_other
from app.pricing import tax_editing as editing
from app.pricing.models import TaxRegime
from app.pricing.regions import collects
from app.pricing.taxes import rate_as_typed
from app.times import shop_today
from app.typed_text import one_line


@blueprint.get("/taxes")
@private
@needs("taxes.see")
def taxes():
    return tax_page("admin/_taxes.html", words=one_line(request.args.get("q"))[:200])


@blueprint.get("/taxes/example")
@private
@needs("taxes.see")
def tax_example():
    """What a price becomes in a place, on a day."""
    tried = {name: request.args.get(name, "") for name in ("place", "tax_class", "day")}
    sentence = tax_list.example(
        tried["place"], tried["tax_class"], shop_currency(), read_day(tried["day"])
    )
    return tax_page("admin/_tax_example.html", tried=tried, sentence=sentence)


@blueprint.get("/taxes/new")
@private
@needs("taxes.edit")
def new_tax():
    return tax_form(None, EMPTY | {"planned": with_spare([])})


@blueprint.post("/taxes")
@private
@needs("taxes.edit")
def add_tax():
    values, errors = read_new(request.form)
    if not errors:
        try:
            row = editing.save_regime(values, staff_id=current_user.id)
            return back_to_table(row)
        except editing.PlaceTaken:
            errors = {"country": "This place is in the table already."}
    return tax_form(None, as_typed(request.form), errors, status=422)


@blueprint.get("/taxes/<place>")
@private
@needs("taxes.see")
def tax(place):
    row = find_regime(place)
    return tax_form(row, shown(row))


@blueprint.post("/taxes/<place>")
@private
@needs("taxes.edit")
def save_tax(place):
    row = find_regime(place)
    values, errors = read(request.form)
    fields = as_typed(request.form)
    if errors:
        return tax_form(row, fields, errors, status=422)
    try:
        seen = request.form.get("seen")
        editing.save_regime(values, staff_id=current_user.id, regime=row, seen=seen)
    except EditedMeanwhile as conflict:
        meanwhile = differences(conflict.current, editing.facts_of(values))
        return tax_form(find_regime(place), fields, meanwhile=meanwhile, status=409)
    return back_to_table(row)


def back_to_table(row):
    name = place_name(row.country, row.region)
    return see_other(url_for("admin.taxes"), f"{name} is saved.")


def read_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def find_regime(place):
    country, _, region = place.partition("-")
    found = TaxRegime.get_or_none(TaxRegime.country == country, TaxRegime.region == region)
    return found or abort(404)


def tax_page(fragment, words="", tried=None, sentence=None):
    home = shop_country()
    return render_page(
        "admin/taxes.html",
        fragment=fragment,
        words=words,
        groups=tax_list.grouped(home, words),
        places=[(row.place, row.name) for row in tax_list.all_rows(home)],
        classes=TAX_CLASSES,
        on_delivery=ON_DELIVERY,
        tried=tried or {"place": home, "tax_class": "printed", "day": ""},
        sentence=sentence,
    )


def tax_form(row, fields, errors=None, meanwhile=None, status=200):
    home = shop_country()
    page = render_template(
        "admin/tax.html" if row else "admin/new_tax.html",
        regime=row,
        fields=fields,
        errors=errors or {},
        meanwhile=meanwhile,
        countries=COUNTRIES.items(),
        classes=TAX_CLASSES,
        included=INCLUDED.items(),
        on_delivery=ON_DELIVERY.items(),
        collected=choices_of_collecting(row, home).items(),
        tomorrow=shop_today() + timedelta(days=1),
        **(about(row) if row else {}),
    )
    return make_response(page, status)


def choices_of_collecting(row, home):
    if row is None:  # of no place yet
        return COLLECTS
    undecided = TaxRegime(country=row.country, region=row.region)
    return collects_words(home, collects(undecided, home))


def about(row):
    return {
        "name": place_name(row.country, row.region),
        "seen": fingerprint(editing.regime_facts(row)),
        "past": list(editing.rates_until(row, shop_today())),
        "percent": rate_as_typed,
        "first_day": editing.FIRST_DAY,
        "changes": changes_about([f"tax {row.place}"]),
    }


def shop_country():
    return current_app.config["SETTINGS"].country
