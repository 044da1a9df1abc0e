# Inspects a Kedro project in the project's own Python (3.8 or newer) with the project's own Kedro (0.18.5 or newer).
#
# usage: python -B …/__main__.py FOLDER
#   FOLDER/request.json  {"root": …, "environment": … or null, "source": …}; with "given": JSON of parameters that
#                        a run would have, by key; with "values": [KEY, …] only for parameters
#   FOLDER/answer.json   {"project": {…}}, {"parameters": {…}} or {"error": {…}}, written when done; shapes in
#                        inspect.ts and parameters.ts
#
# It writes nothing else, builds no catalog, imports no dataset class and parses no credentials file. What the project's
# code prints goes nowhere (stdout) or to stderr.
import os
import sys

# The modules here are called like modules of projects and of the standard library: their folder must not be searched.
_here = os.path.dirname(os.path.realpath(__file__))
sys.path[:] = [p for p in sys.path if p != "" and os.path.realpath(p) != _here]

import importlib  # noqa: E402
import importlib.util  # noqa: E402


def package(name):
    """Makes a package of this folder, under a name that no project has, without a way to find it for anybody else."""
    spec = importlib.util.spec_from_file_location(
        name, os.path.join(_here, "__init__.py"), submodule_search_locations=[_here]
    )
    sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sys.modules[name])
    return name


if __name__ == "__main__":
    # All of it is there before the first line of the project runs, which may put folders of its own in front.
    importlib.import_module(package("_kfp_wizard_inspector") + ".answer").main(sys.argv[1])
