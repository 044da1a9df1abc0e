# Inspects a Kedro project in the project's own Python (3.8 or newer) with the project's own Kedro (0.18.5 or newer).
#
# usage: python -B …/__main__.py FOLDER [serve]    serve: answers more requests, as serve.py says
#        python -B …/__main__.py wait              gets these arguments and its variables later, as wait.py says
#   FOLDER/request.json  {"root": …, "environment": … or null, "source": …}; with "given": JSON of the runtime
#                        parameters by key; with "values": [KEY, …] only the values of these parameters are read; with
#                        "credentials": [NAME, …] these credentials are written to the standard output, in base64
#                        with "remember": true the files that the answer depends on are listed
#                        with "digests": true also what was read of the project's own files, by its digests
#                        "limit" seconds after "started" the time is over
#   FOLDER/stuck.txt     where Python is shortly before, or where it crashes: the text of faulthandler
#   FOLDER/dependencies.json  schema in remembered-answer.ts
#   FOLDER/read.json     schema in read-files.ts
#   FOLDER/answer.json   {"project": {…}}, {"parameters": {…}}, {"credentials": {…}} or {"error": {…}}, written at the end;
#                        schemas in inspect.ts, read-parameters.ts, read-credentials.ts and inspector-errors.ts
#
# It writes nothing else, builds no catalog and imports no dataset class. Of credentials the document has names only. The
# standard output of the project's code is discarded; its standard error is kept.
import gc
import os
import sys

# Importing makes many objects that stay: looking for garbage among them as often as usual takes a tenth of the time.
gc.set_threshold(50000, *gc.get_threshold()[1:])

# Modules of projects and of the standard library may have the same names: this folder must not be searched for them.
_here = os.path.dirname(os.path.realpath(__file__))
sys.path[:] = [p for p in sys.path if p != "" and os.path.realpath(p) != _here]

import importlib  # noqa: E402
import importlib.util  # noqa: E402


def package(name):
    """Makes a package of this folder under a name that no project has; no other import can find it."""
    spec = importlib.util.spec_from_file_location(
        name, os.path.join(_here, "__init__.py"), submodule_search_locations=[_here]
    )
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return name


if __name__ == "__main__":
    # Everything is imported before the first line of the project runs, which may put its own folders first in the path.
    name = package("_kfp_wizard_inspector")
    done = b""
    if sys.argv[1:] == ["wait"]:
        sys.argv[1:], done = importlib.import_module(name + ".wait").wait(), b"done 0\n"
    if sys.argv[2:] == ["serve"]:
        del sys.argv[2:]
        importlib.import_module(name + ".serve").serve(sys.argv[1])
    importlib.import_module(name + ".answer").main(sys.argv[1], done)
