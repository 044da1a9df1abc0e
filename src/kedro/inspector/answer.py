# One request, and the answer to it, which is always written: the document, values of parameters, or why there is none.
import json
import os
import traceback

from .document import project_document
from .failure import Failure
from .parameters import parameter_values


def main(folder):
    with open(os.path.join(folder, "request.json"), encoding="utf-8") as file:
        request = json.load(file)
    # The project may print as much as it likes.
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
    # No exit handlers, no waiting for threads that the project has started.
    os._exit(0)
