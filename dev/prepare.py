"""python -m dev.prepare: gives the shop its tables, books and log-ins; quick when it has them."""

import sys

from app import create_app

COMMANDS = (["db", "migrate"], ["catalog", "starter"], ["staff", "development"])


def main():
    # One process for all three: most of the time of a flask command goes into starting it.
    runner = create_app().test_cli_runner()
    for command in COMMANDS:
        result = runner.invoke(args=command, catch_exceptions=False)
        if result.exit_code:
            sys.exit(f"flask {' '.join(command)} failed.\n{result.output}")


if __name__ == "__main__":
    main()
