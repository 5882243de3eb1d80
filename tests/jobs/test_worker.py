from app.admin.letters.previews import preview
from jobs.worker import compile_letters


def test_a_job_that_writes_a_letter_finds_its_templates_compiled(app, monkeypatch):
    app.jinja_env.cache.clear()
    compile_letters(app)
    monkeypatch.setattr(app.jinja_env, "compile", None)
    assert "Kindred" in preview("order_paid").text
