"""Inside WebAssembly: run a notebook as its kernel would, and tell what each cell showed."""

import json
import os
import sys
import time

from IPython.core.displayhook import CapturingDisplayHook
from IPython.core.interactiveshell import InteractiveShell
from IPython.utils.capture import capture_output

assert sys.platform == "emscripten"


def run(content: str) -> str:
    """Run all cells until one fails; as JSON: outputs of each by kind, seconds, the error."""
    for name in [name for name in sys.modules if name.split(".")[0] == "led_synergy"]:
        del sys.modules[name]  # each lesson begins as in a fresh kernel
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    installed = []
    shell.register_magic_function(installed.append, "line", "pip")  # the wheels are there already
    os.chdir("/home/pyodide")
    cells, error, start = {}, "", time.time()
    for cell in json.loads(content)["cells"]:
        if cell["cell_type"] != "code":
            continue
        results = []
        shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=results)
        with capture_output() as shown:
            done = shell.run_cell("".join(cell["source"]), store_history=True)
        data = [*(output.data for output in shown.outputs), *(result["data"] for result in results)]
        kinds = [sorted(one) for one in data]
        texts = [one.get("text/plain", "") for one in data]
        cells[cell["id"]] = {"stdout": shown.stdout, "kinds": kinds, "texts": texts}
        if not done.success:
            wrong = done.error_in_exec or done.error_before_exec
            error = f"{type(wrong).__name__}: {wrong}"
            break
    seconds = round(time.time() - start, 1)
    return json.dumps({"cells": cells, "error": error, "seconds": seconds, "pip": installed})
