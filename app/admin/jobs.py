"""Jobs: what waits in the queues, who works on it, and what failed and may run again."""

from flask import request, url_for
from flask_login import current_user
from redis.exceptions import RedisError

from app.accounts.permissions import needs
from app.accounts.staff_actions import record
from app.admin import work_queue
from app.admin.blueprint import blueprint
from app.hypermedia import private, render_page, see_other


@blueprint.get("/jobs")
@private
@needs("jobs.see")
def jobs():
    return render_page(
        "admin/jobs.html",
        fragment="admin/_jobs.html",
        redis=seen_in_redis(),
        emails_waiting=work_queue.emails_waiting(),
        unsent_emails=work_queue.unsent_emails(),
        unhandled_events=work_queue.unhandled_events(),
    )


@blueprint.post("/jobs/retries")
@private
@needs("jobs.retry")
def retry_job():
    """Run the failed job of this id again, or all of them when none is named."""
    try:
        notice = retry(request.form.get("job", ""))
    except RedisError:
        return see_other(url_for("admin.jobs"), "The queues do not answer just now.", "problem")
    return see_other(url_for("admin.jobs"), notice)


def retry(job_id):
    if not job_id:
        count = work_queue.run_all_again()
        record(current_user.id, "ran again", f"{count} failed jobs")
        return f"Jobs queued again: {count}."
    what = work_queue.run_again(job_id)
    if what is None:
        return "That job is not among the failed ones any longer."
    record(current_user.id, "ran again", f"job {what}")
    return "The job is queued again."


def seen_in_redis():
    """What the queues hold, or None when they do not answer."""
    try:
        return {
            "queues": work_queue.queue_lengths(),
            "workers": work_queue.workers(),
            "failed": work_queue.failed_jobs(),
        }
    except RedisError:
        return None
