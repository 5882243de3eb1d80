"""What the API takes and answers, for programs: OpenAPI 3.1."""

import json
from functools import cache
from pathlib import Path


@cache
def description(settings):
    document = json.loads(Path(__file__).with_name("openapi.json").read_text())
    return document | {"servers": [{"url": f"{settings.public_url}/api/v1"}]}
