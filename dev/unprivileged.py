"""Runs a command as an ordinary user: Postgres refuses to run as root."""

import os
import shutil
import subprocess
from functools import cache

NOBODY = 65534
# The one power it keeps is to look into folders of others, such as a checkout in root's home;
# no_setuid_fixup lets access(2), by which initdb looks for postgres, count that power too.
SETPRIV = [
    "setpriv",
    f"--reuid={NOBODY}",
    f"--regid={NOBODY}",
    "--clear-groups",
    "--inh-caps=+dac_override",
    "--ambient-caps=+dac_override",
    "--securebits=+no_setuid_fixup",
    "--",
]


def unprivileged(command):
    """Arguments for subprocess.Popen that run the command as an ordinary user."""
    if os.geteuid() != 0:
        return {"args": command}
    if setpriv_works():
        return {"args": [*SETPRIV, *command]}
    return {"args": command, "user": NOBODY, "group": NOBODY, "extra_groups": []}


def give(folder):
    """Hand a new folder to the user that unprivileged commands run as."""
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)


@cache
def setpriv_works():
    if not shutil.which("setpriv"):
        return False
    trial = subprocess.run([*SETPRIV, "true"], capture_output=True, check=False)
    return trial.returncode == 0
