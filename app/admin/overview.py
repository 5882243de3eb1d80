"""What the day holds, in four numbers."""

from dataclasses import dataclass

from redis.exceptions import RedisError

from app.admin.listing import COUNTED
from app.admin.order_list import waiting
from app.admin.work_queue import failed_count
from app.catalog.low_stock import running_low


@dataclass(frozen=True)
class Overview:
    to_ship: int
    unpaid: int
    low_stock: int
    failed_jobs: int | None  # None when Redis does not answer


def overview():
    to_ship, unpaid = waiting()
    return Overview(to_ship, unpaid, running_low().limit(COUNTED).count(), failed_jobs())


def failed_jobs():
    try:
        return failed_count()
    except RedisError:
        return None
