# Answers one request, always: with the document, with values of parameters, or with an error.
import json
import os
import traceback

from .document import project_document
from .failure import Failure
from .parameters import parameter_values


def main(folder):
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as file:
        request = json.load(file)
    # The standard output of the project is discarded.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    try:
        if "values" in request:
            answer = {"parameters": parameter_values(request)}
        else:
            answer = {"project": project_document(request)}
    except Failure as failure:
        answer = {"error": failure.fields}
    except Exception:
        answer = {"error": {"code": "INSPECTOR", "message": "", "detail": traceback.format_exc()}}
    partial = os.path.join(folder, "answer.part")
    with open(partial, "w", encoding="utf-8") as file:
        json.dump(answer, file)
    os.replace(partial, os.path.join(folder, "answer.json"))
    # Runs no exit handlers and does not wait for threads of the project.
    os._exit(0)
