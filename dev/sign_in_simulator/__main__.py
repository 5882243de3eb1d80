"""python -m dev.sign_in_simulator: people sign in at a company that is none, and no password."""

import argparse

from dev.sign_in_simulator.server import address_of, make
from dev.stopping import stop_on_signals


def main():
    options = parser().parse_args()
    stop_on_signals()
    server = make(options.port)
    print(f"Sign-in simulator on {address_of(server)} (nobody is who they say)", flush=True)
    server.serve_forever()


def parser():
    parser = argparse.ArgumentParser(prog="python -m dev.sign_in_simulator", description=__doc__)
    parser.add_argument("--port", type=int, default=8450, help="0 takes a free one and prints it")
    return parser


if __name__ == "__main__":
    main()
