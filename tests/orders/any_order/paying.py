"""What happens at Stripe: pages, banks, disputes, and answers that are lost on the way."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from app.db import now
from app.orders.models import Payment, Refund
from app.orders.payments import gateway
from app.orders.payments.attempts import begin_payment
from app.orders.payments.settlement import settle
from tests.orders.any_order.desk import WHICH, pick

AT_THE_PAGE = ("pay", "pay", "pay", "delay", "delay", "decline", "challenge", "lapse", "cancel")
BEGUN = ("open", "processing", "failed", "expired", "paid")


class Paying:
    @precondition(lambda self: self.orders("awaiting_payment"))
    @rule(which=WHICH)
    def open_the_payment(self, which):
        order = pick(self.orders("awaiting_payment"), which)
        self.do("payment opened", begin_payment, order)

    @precondition(lambda self: self.payments("open"))
    @rule(which=WHICH, action=st.sampled_from(AT_THE_PAGE))
    def act_at_the_page(self, which, action):
        payment = pick(self.payments("open"), which)
        kind, path = f"at the page: {action}", f"sessions/{payment.session_id}/{action}"
        waits = {"challenge": self.challenged, "delay": self.delayed}
        if self.do(kind, self.at_stripe, path) and action in waits:
            waits[action].append(payment.session_id)

    @precondition(lambda self: self.challenged)
    @rule(action=st.sampled_from(["authenticate", "reject"]))
    def answer_the_bank(self, action):
        path = f"sessions/{self.challenged.pop()}/{action}"
        self.do("bank answered", self.at_stripe, path)

    @precondition(lambda self: self.orders("awaiting_payment"))
    @rule(which=WHICH, comes_back=st.booleans(), late=st.sampled_from(["", "late", "too late"]))
    def pay(self, which, comes_back, late):
        """All the way, as most buyers do; or just after her time was up, or the copies gone."""
        order = pick(self.orders("awaiting_payment"), which)
        if not self.do("payment opened", begin_payment, order):
            return
        payment = order.payments.order_by(Payment.attempt.desc()).get()
        if late:
            self.run_out(order)
        if late == "too late":
            self.find_the_shelves_empty()
        self.do("at the page: pay", self.at_stripe, f"sessions/{payment.session_id}/pay")
        if comes_back:
            self.do("came back", settle, payment.session_id)

    @precondition(lambda self: self.payments(*BEGUN))
    @rule(which=WHICH)
    def come_back(self, which):
        self.do("came back", settle, pick(self.payments(*BEGUN), which).session_id)

    @precondition(lambda self: self.delayed)
    @rule(action=st.sampled_from(["settle", "fail"]))
    def the_bank_decides(self, action):
        self.do(f"bank: {action}", self.at_stripe, f"sessions/{self.delayed.pop()}/{action}")

    @precondition(lambda self: self.payments("open"))
    @rule(which=WHICH)
    def a_page_grows_old(self, which):
        Payment.update(expires_at=now() + timedelta(minutes=1)).where(
            Payment.id == pick(self.payments("open"), which)
        ).execute()

    @precondition(lambda self: self.refunds("pending", "succeeded"))
    @rule(which=WHICH, action=st.sampled_from(["settle", "fail"]))
    def the_bank_decides_on_a_refund(self, which, action):
        refund = pick(self.refunds("pending", "succeeded"), which)
        path = f"refunds/{refund.stripe_refund_id}/{action}"
        self.do(f"refund at the bank: {action}", self.at_stripe, path)

    @precondition(lambda self: self.payments("paid"))
    @rule(which=WHICH)
    def dispute(self, which):
        session = gateway.find_session(pick(self.payments("paid"), which).session_id)
        charge = session.payment_intent.latest_charge
        if dispute := self.do("disputed", self.at_stripe, f"charges/{charge}/dispute"):
            self.disputes.append(dispute["id"])

    @precondition(lambda self: self.disputes)
    @rule(which=WHICH, action=st.sampled_from(["answered", "won", "lost"]))
    def a_dispute_goes_on(self, which, action):
        path = f"disputes/{pick(self.disputes, which)}/{action}"
        self.do("dispute moved", self.at_stripe, path)

    @rule(path=st.sampled_from(["/v1/refunds", "/v1/checkout/sessions", "*"]))
    def an_answer_will_be_lost(self, path):
        """Stripe does what it is asked next, and says that it failed, even when asked again."""
        self.world.stripe.fault(api=500, next=2, path=path, method="POST")

    def refunds(self, *statuses):
        query = Refund.select().where(
            Refund.status.in_(statuses), Refund.stripe_refund_id.is_null(False)
        )
        return list(query.order_by(Refund.id))
