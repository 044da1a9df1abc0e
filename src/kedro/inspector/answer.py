# Answers one request, always: with the document, with values of parameters, with a part of a pipeline, with credentials, with
# what is in an image, or with an error.
import json
import os
import traceback
from pathlib import Path

from .credentials import credentials_text
from .dependencies import Dependencies
from .document import project_document
from .failure import Failure
from .image import image_document
from .parameters import parameter_values
from .part import part_of_pipeline
from .source_locations import SourceLocations
from .stuck import watch
from .variables import Variables


def main(folder, done=b""):
    """`done`: written to the standard output when the answer is there."""
    request = read_request(folder)
    watch(folder, request)
    # What is secret goes to a copy of the standard output.
    stdout = os.dup(1)
    variables, dependencies = begin(request, folder, request["remember"])
    write_answer(folder, request, variables, dependencies, stdout, done)


def read_request(folder):
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as file:
        return json.load(file)


def begin(request, folder, remembers):
    """Discards the standard output of the project, and watches what it takes from its surroundings."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    root = Path(request["root"])
    dependencies = Dependencies(SourceLocations(root), folder, request["digests"])
    if remembers or request["digests"]:
        dependencies.watch()
    variables = Variables(root, request["without"])
    variables.watch()
    return variables, dependencies


def write_answer(folder, request, variables, dependencies, stdout=None, done=b""):
    """Ends this process."""
    answer = dict(respond(request, variables, stdout), variables=variables.document())
    partial = os.path.join(folder, "answer.part")
    with open(partial, "w", encoding="utf-8") as file:
        file.write(json.dumps(answer))
    if request["remember"] or request["digests"]:
        dependencies.write(folder)
    os.replace(partial, os.path.join(folder, "answer.json"))
    if done:
        os.write(stdout, done)
    # Runs no exit handlers and does not wait for threads of the project.
    os._exit(0)


def respond(request, variables=None, stdout=None):
    try:
        if "values" in request:
            return {"parameters": parameter_values(request)}
        if "part" in request:
            return {"part": part_of_pipeline(request)}
        if "credentials" in request:
            return {"credentials": credentials_text(request, stdout)}
        if "pipeline" in request:
            return {"image": image_document(request)}
        return {"project": project_document(request, variables)}
    except Failure as failure:
        return {"error": failure.fields}
    except Exception as error:
        # Where credentials are read, a message may quote one.
        detail = type(error).__name__ if "credentials" in request else traceback.format_exc()
        return {"error": {"code": "INSPECTOR", "message": "", "detail": detail}}
