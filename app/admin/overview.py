"""What the day holds, in four numbers; and in three more when there is trouble with money."""

from dataclasses import dataclass
from datetime import datetime

from redis.exceptions import RedisError

from app.admin.listing import COUNTED
from app.admin.order_list import waiting
from app.admin.work_queue import failed_count
from app.catalog.low_stock import running_low
from app.orders.payments.disputes import to_answer
from app.orders.reconciliation.differences import open_differences
from app.orders.refunds.resending import not_arrived


@dataclass(frozen=True)
class Overview:
    to_ship: int
    unpaid: int
    low_stock: int
    failed_jobs: int | None  # None when Redis does not answer
    disputes: int
    first_due: datetime | None
    differences: int
    failed_refunds: int


def overview():
    to_ship, unpaid = waiting()
    disputes, first_due = to_answer()
    return Overview(
        to_ship=to_ship,
        unpaid=unpaid,
        low_stock=running_low().limit(COUNTED).count(),
        failed_jobs=failed_jobs(),
        disputes=disputes,
        first_due=first_due,
        differences=open_differences().limit(COUNTED).count(),
        failed_refunds=not_arrived().limit(COUNTED).count(),
    )


def failed_jobs():
    try:
        return failed_count()
    except RedisError:
        return None
