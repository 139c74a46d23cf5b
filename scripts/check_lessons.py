"""Run every lesson against its stored results, as a reader has them: installed, and offline.

Usage: python scripts/check_lessons.py [NOTEBOOK …]   (names as in notebooks/; all unless named)

The wheel is built and unpacked in a folder of its own, where nbval runs its notebooks, strictly:
those of all editions, two at a time. No cell is left out, and a lesson keeps its kernel.
On Linux the network is off meanwhile, but for the computer's own address, which kernels need.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent
# What is imported stays: to look through it for garbage takes a fifth of the start of a kernel.
SELDOM = "import gc\n\ngc.set_threshold(20_000)\n"
UP = (0x8914, b"lo", 1)  # SIOCSIFFLAGS, the loop-back interface, IFF_UP


def offline() -> list[str]:
    """The beginning of a command that runs without a network; empty where that cannot be."""
    if sys.platform != "linux" or not shutil.which("unshare"):
        return []
    apart = ["unshare", "--net", *(["--map-root-user"] if os.geteuid() else [])]
    allowed = subprocess.run([*apart, "true"], capture_output=True).returncode == 0
    return [*apart, sys.executable, __file__, "--inside"] if allowed else []


def inside(command: list[str]) -> None:
    """Become the command, once the computer can reach itself."""
    import fcntl
    import socket
    import struct

    call, name, flag = UP
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, call, struct.pack("16sh22x", name, flag))
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=1)  # an address for examples
    except OSError:
        os.execv(command[0], command)
    sys.exit("the network is on")


def main() -> int:
    """Build, unpack, run."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", place]
        subprocess.run([*build, HOUSE], check=True, stdout=subprocess.DEVNULL)
        (wheel,) = place.glob("*.whl")
        installed = place / "installed"
        zipfile.ZipFile(wheel).extractall(installed)
        (installed / "sitecustomize.py").write_text(SELDOM, encoding="utf-8")
        lessons = place / "lessons"
        shutil.copytree(installed / "led_synergy" / "notebooks", lessons)
        surroundings = os.environ | {"PYTHONPATH": str(installed)}
        ask = [sys.executable, "-c", "import led_synergy; print(led_synergy.__file__)"]
        found = subprocess.check_output(ask, cwd=lessons, env=surroundings, text=True)
        if not Path(found.strip()).is_relative_to(installed):
            sys.exit(f"not the wheel, but {found.strip()}")
        start = offline()
        if not start:
            print("This machine cannot switch the network off for a test: it stays on.")
        command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider"]
        command += ["--numprocesses", "2", "--dist", "loadfile"]
        wanted = sys.argv[1:] or [lessons]
        return subprocess.run([*start, *command, *wanted], cwd=lessons, env=surroundings).returncode


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(sys.argv[2:])
    sys.exit(main())
