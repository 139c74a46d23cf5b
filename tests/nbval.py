"""Strict nbval as a reader calls it: once for all notebooks of a test."""

import os
import re
import subprocess
import sys


def nbval(paths, environment=os.environ):
    """What failed, as (notebook, cell), and the report."""
    command = ["-m", "pytest", "-p", "no:cacheprovider", "--nbval", "--nbval-current-env", "-rf"]
    done = subprocess.run(
        [sys.executable, *command, *(path.name for path in paths)],
        env=environment,
        cwd=paths[0].parent,
        capture_output=True,
        text=True,
    )
    failed = re.findall(r"^FAILED (\S+\.ipynb)::(Cell \d+)", done.stdout, re.MULTILINE)
    assert done.returncode == bool(failed), done.stdout + done.stderr
    return failed, done.stdout
