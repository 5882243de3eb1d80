"""What development starts, it ends, to the last process."""

import os
import subprocess
import sys
from contextlib import suppress

import psutil

from dev import processes
from dev.postgres import end_leftover
from dev.procfile import print_until_one_ends, read_procfile, running

STUBBORN = """
import os, signal, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
if os.fork() == 0:
    os.setsid()
os.write(1, b"up\\n")
time.sleep(60)
"""


def test_processes_that_neither_listen_nor_stay_in_their_group_are_ended(tmp_path):
    process = subprocess.Popen(
        [sys.executable, "-c", STUBBORN], stdout=subprocess.PIPE, start_new_session=True
    )
    with process.stdout as said:
        assert [said.readline(), said.readline()] == [b"up\n", b"up\n"]
        members = processes.family(process.pid)
        processes.stop(process, grace=0.2)
    assert len(members) == 2
    assert not any(is_alive(member) for member in members)


def is_alive(member):
    with suppress(psutil.NoSuchProcess):
        return member.status() != psutil.STATUS_ZOMBIE
    return False


def test_processes_run_side_by_side_until_one_ends(tmp_path, capsys):
    commands = {"patient": "sleep 60", "brief": "echo done with $THIS"}
    with running(commands, os.environ | {"THIS": "that"}) as messages:
        ended = print_until_one_ends(messages, width=7)
    assert ended == "brief"
    assert "brief   | done with that" in capsys.readouterr().out


def test_a_process_that_is_killed_is_started_again_without_what_it_forked():
    forking = r'sh -c "sleep 60 & echo \$\$ \$! && exec sleep 60"'
    with running({"worker": forking}, os.environ, soon=0) as messages:
        leader, forked = members_in(messages.get(timeout=10))
        leader.kill()
        assert messages.get(timeout=10).data == b"ended, and is started again\n"
        assert not is_alive(forked)
        assert all(is_alive(member) for member in members_in(messages.get(timeout=10)))


def members_in(message):
    return [psutil.Process(int(pid)) for pid in message.data.split()]


def test_a_procfile_is_read_without_the_processes_that_others_replace(tmp_path):
    path = tmp_path / "Procfile"
    path.write_text("web: granian\nmail: python -m dev.mailbox --port $MAIL_PORT\n")
    assert read_procfile(path, without=["mail"]) == {"web": "granian"}


def test_a_note_that_names_the_process_of_somebody_else_harms_nobody(tmp_path):
    bystander = subprocess.Popen(["sleep", "60"])
    note = tmp_path / "data" / "postmaster.pid"
    note.parent.mkdir()
    note.write_text(f"{bystander.pid}\n{note.parent}\n")
    end_leftover(tmp_path)
    assert not note.exists()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()
