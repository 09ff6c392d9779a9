"""Starts the program; `--version` is answered here, before anything else is imported."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line on the process's own arguments and give its exit code."""
    try:
        if sys.argv[1:] in (["--version"], ["-V"]):
            from policyreview import __version__

            sys.stdout.write(f"policyreview {__version__}\n")
            sys.stdout.flush()
            return 0
        from policyreview.cli.app import run

        return run(sys.argv[1:])
    except KeyboardInterrupt:
        return 130
    except (OSError, AttributeError) as error:
        from policyreview.cli.failures import report

        return report(error)


if __name__ == "__main__":
    sys.exit(main())
