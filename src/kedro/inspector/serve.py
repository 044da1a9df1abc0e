# Answers many requests about one project, which is imported once.
#
# stdin:  a line of JSON for each request but the first: {"folder": …, "variables": {…}}, all variables of its process
# stdout: a line for each request: `done CODE` with the exit code of what answered it, or `fresh` where only a fresh
#         process has the same answer
import faulthandler
import json
import os

from .answer import begin, read_request, write_answer
from .preload import Preload
from .stuck import watch


def serve(folder):
    request = read_request(folder)
    watch(folder, request)
    replies = os.fdopen(os.dup(1), "w")
    requests = os.fdopen(os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    variables, dependencies = begin(request, folder, True)
    preload = Preload(request, variables, dependencies)
    can_answer = preload.run()
    faulthandler.cancel_dump_traceback_later()
    environment = preload.environment
    while True:
        fits = can_answer and preload.fits(request, environment)
        reply = "done %d" % answer_in_copy(folder, request, environment, preload) if fits else "fresh"
        replies.write(reply + "\n")
        replies.flush()
        line = requests.readline() if fits else ""
        if not line:
            os._exit(0)
        sent = json.loads(line)
        folder, environment = sent["folder"], sent["variables"]
        dependencies.own.add(folder)
        request = read_request(folder)


def answer_in_copy(folder, request, environment, preload):
    """The exit code of the copy, as in a shell."""
    # This copy is not one that the project makes.
    is_outside = preload.dependencies.is_outside
    pid = os.fork()
    preload.dependencies.is_outside = is_outside
    if pid == 0:
        try:
            answer(folder, request, environment, preload)
        finally:
            os._exit(1)
    status = os.waitpid(pid, 0)[1]
    return 128 + os.WTERMSIG(status) if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)


def answer(folder, request, environment, preload):
    watch(folder, request)
    preload.take_variables(environment)
    preload.variables.without = set(request["without"])
    request["warnings"] = preload.warnings
    write_answer(folder, request, preload.variables, preload.dependencies)
