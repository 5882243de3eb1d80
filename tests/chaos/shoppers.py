"""Shoppers who try again whatever they are answered, until they have what they came for."""

import requests

from tests.jobs.conftest import until
from tests.races.buyer import SECONDS, Buyer

AWAY = 503


class Shopper(Buyer):
    def buy(self, edition):
        """Buy one book; each step is asked for again while the shop says that it is away."""
        self.insist(303, self.add, edition)
        form = self.form(self.insist(200, self.get, "/checkout"))
        page = self.insist(303, self.check_out, form).headers["Location"]
        assert page.startswith(f"{self.shop.payments_url}/pay/")
        back = requests.post(page, data={"action": "pay"}, timeout=SECONDS, allow_redirects=False)
        self.insist(200, self.get, back.headers["Location"])
        return page

    def insist(self, wanted, ask, *about):
        def answered_as_wanted():
            answer = ask(*about)
            assert answer.status_code in (wanted, AWAY), answer.text
            assert "Traceback" not in answer.text
            return answer.status_code == wanted and answer

        return until(answered_as_wanted, seconds=60)
