// Run notebooks in Python as WebAssembly; print one line of JSON for each.
// node run.mjs PYODIDE_FOLDER RUN_PY WHEEL,WHEEL,... NOTEBOOK ...
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [pyodide, program, wheels, ...notebooks] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`));
const python = await loadPyodide({ stdout: () => {}, stderr: () => {} });
await python.loadPackage(["pandas", "ipython", "packaging"], { messageCallback: () => {} });
for (const wheel of wheels.split(","))
  python.unpackArchive(readFileSync(wheel).buffer, "wheel");
python.runPython(readFileSync(program, "utf8"));
for (const notebook of notebooks) {
  python.globals.set("NOTEBOOK", readFileSync(notebook, "utf8"));
  console.log(JSON.stringify({ notebook, ...JSON.parse(python.runPython("run(NOTEBOOK)")) }));
}
