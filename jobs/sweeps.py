"""Now and then: find in the rows what no job has done, whatever became of its nudge, and do it."""

import smtplib

from app import rounds
from app.accounts import tidying as accounts
from app.accounts.factors import authenticators
from app.cart import tidying as carts
from app.catalog import embargoes, prices, stale
from app.catalog.imports import price_periods, runs, turns
from app.catalog.stock_alerts import asking, telling
from app.orders import adoption, finding, upkeep
from app.orders.fulfilment import delays
from app.orders.reconciliation import runs as reconciliation_runs
from app.orders.stored_values import gift_cards
from app.privacy import exporting
from app.privacy import tidying as privacy
from app.search import lexicon, misses, tiers
from jobs import emails


def release_expired_holds():
    upkeep.release_expired()


def ask_about_payments():
    upkeep.ask_about_payments()


def handle_payment_events():
    upkeep.handle_waiting_events()


def carry_out_refunds():
    upkeep.carry_out_refunds()


def reconcile_payments():
    reconciliation_runs.ask_nightly()


def allocate_copies():
    upkeep.allocate_copies()


def tell_of_delays():
    delays.tell_of_delays()


def tell_of_books_back():
    telling.tell_all()


def apply_due_sales():
    prices.apply_due_sales()


def follow_feed_prices():
    price_periods.follow_feeds()


def lift_embargoes():
    embargoes.lift_ended()


def go_on_with_imports():
    turns.nudge_next()


def mail_gift_cards():
    gift_cards.mail_due()


def make_exports():
    for export in exporting.unmade():
        exporting.make(export.id)


def send_emails():
    away = (ConnectionError, TimeoutError, smtplib.SMTPServerDisconnected)
    rounds.each(emails.waiting(), emails.send, stop=away)


def index_stale():
    stale.index_stale()
    stale.add_up_counts()


def arrange_tiers():
    tiers.arrange()


def tidy_up():
    accounts.forget_expired()
    authenticators.seal_anew()
    adoption.adopt_all()
    carts.forget_stale()
    runs.forget_old_trials()
    misses.forget_old()
    finding.forget_requests()
    asking.forget_old()
    privacy.forget_old()


def renew_names():
    lexicon.renew()
