"""`python -m tests.races.worker [QUEUE …]`: the shop's worker, which does each job itself.

A fork costs many times what these short jobs do, and makes each round wait. That every job has a
process of its own, tests/jobs and tests/chaos hold.
"""

from flask import current_app
from rq import SimpleWorker

from jobs.worker import ShopWorker, main


class Unforked(ShopWorker):
    def execute_job(self, job, queue):
        with current_app.app_context():
            SimpleWorker.execute_job(self, job, queue)


if __name__ == "__main__":
    main(Unforked)
