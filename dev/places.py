"""Where development keeps what it must remember: var/, which may be removed at any time."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
VAR = Path(os.environ.get("OCTAVO_VAR") or ROOT / "var").absolute()
