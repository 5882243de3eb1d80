"""Parts know only the parts below them; models know no request."""

import re
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
MODELS = sorted(ROOT.glob("app/*/models.py"))
ABOUT_A_REQUEST = re.compile(r"^from flask import .*\b(request|session|g)\b", re.MULTILINE)


def test_imports_point_one_way(capsys):
    assert lint_imports(str(ROOT / "pyproject.toml")) == 0, capsys.readouterr().out


@pytest.mark.parametrize("models", MODELS, ids=[path.parent.name for path in MODELS])
def test_models_never_see_a_request(models):
    assert not ABOUT_A_REQUEST.search(models.read_text())
