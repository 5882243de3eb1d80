"""Finds a Chromium for the browser tests, or installs one."""

import os
import shlex
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
DRIVER = [sys.executable, "-m", "playwright"]
ADVICE = """The browser tests need a Chromium, and none could be found or installed.
Install one (Debian: apt-get install chromium), or name one in OCTAVO_CHROMIUM."""
NO_DRIVER = """The browser tests need Playwright, which does not start here: it misses a library.
On Debian it is likely this one: apt-get install libatomic1"""


class NoChromium(Exception):
    """There is none to be had; the message says what to do."""


def find():
    """The path of a Chromium that runs; raises NoChromium."""
    if not runs(DRIVER):
        raise NoChromium(NO_DRIVER)
    named = os.environ.get("OCTAVO_CHROMIUM")
    if named:
        if runs([named]):
            return named
        raise NoChromium(f"OCTAVO_CHROMIUM is {named}, which does not run.")
    found = next((path for path in candidates() if runs([path])), None)
    if not found:
        raise NoChromium(ADVICE)
    return found


def candidates():
    yield from filter(None, map(shutil.which, (*NAMES, MAC)))
    yield playwrights_own()


def find_or_install():
    try:
        return find()
    except NoChromium:
        if os.environ.get("OCTAVO_CHROMIUM"):
            raise
    print("Installing what the browser tests need ...", flush=True)
    install_playwrights_own()
    try:
        return find()
    except NoChromium:
        install_debians()
    return find()


def runs(program):
    """True for one that starts: it may be there and miss its libraries."""
    try:
        done = subprocess.run([*program, "--version"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def playwrights_own():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        return playwright.chromium.executable_path


def install_playwrights_own():
    attempt([*DRIVER, "install", "chromium"])


def install_debians():
    if os.geteuid() == 0 and shutil.which("apt-get"):
        attempt(["apt-get", "update", "-qq"])
        packages = ["chromium", "libatomic1"]  # a browser, and what Playwright's driver links to
        attempt(["apt-get", "install", "-qq", "-y", "--no-install-recommends", *packages])


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
        print(f"  {shlex.join(command)} failed: {last[0]}", flush=True)
