"""Finds a Chromium for the browser tests, or installs one."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
ADVICE = """The browser tests need a Chromium, and none could be found or installed.
Install one (Debian: apt-get install chromium), or name one in OCTAVO_CHROMIUM."""


class NoChromium(Exception):
    """There is none to be had; the message says what to do."""


def find():
    """The path of a Chromium that runs; raises NoChromium."""
    named = os.environ.get("OCTAVO_CHROMIUM")
    if named:
        if runs(named):
            return named
        raise NoChromium(f"OCTAVO_CHROMIUM is {named}, which does not run.")
    installed = (path for name in (*NAMES, MAC) if (path := shutil.which(name)))
    found = next((path for path in (*installed, playwrights_own()) if runs(path)), None)
    if not found:
        raise NoChromium(ADVICE)
    return found


def find_or_install():
    try:
        return find()
    except NoChromium:
        if os.environ.get("OCTAVO_CHROMIUM"):
            raise
    print("Installing a Chromium for the browser tests ...", flush=True)
    for install in (install_playwrights_own, install_debians):
        install()
        try:
            return find()
        except NoChromium:
            continue
    raise NoChromium(ADVICE)


def runs(path):
    """True for a browser that starts: one may be there and miss its libraries."""
    try:
        done = subprocess.run([path, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install_playwrights_own():
    attempt([sys.executable, "-m", "playwright", "install", "chromium"])


def install_debians():
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempt(["apt-get", "update", "-qq"])
        attempt(["apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium"])


def attempt(command):
    """Run an installer; when it fails, the last line it wrote says why."""
    done = subprocess.run(
        command,
        env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:] or ["no reason given"]
        print(f"  {Path(command[0]).name} {command[1]} failed: {last[0]}", flush=True)
