# What ends an inspection: a failure with its place in the project and its last lines.
import os
import traceback

from .places import root_cause, words


class Failure(Exception):
    """The project cannot be inspected; `fields` become the error of the answer."""

    def __init__(self, code, message, **fields):
        super().__init__(message)
        self.fields = dict(fields, code=code, message=message)


def import_failure(places, error):
    cause = root_cause(error)
    place = places.of_error(cause) or places.of_error(error)
    ours = ("<frozen", os.path.dirname(__file__) + os.sep)
    frames = [f for f in traceback.extract_tb(cause.__traceback__) if not f.filename.startswith(ours)]
    # How Kedro came to the project says nothing; what the project then called may.
    own = [number for number, frame in enumerate(frames) if places.at(frame.filename)]
    frames = frames[own[0] :] if own else frames
    trace = "".join(traceback.format_list(frames[-6:]) + traceback.format_exception_only(type(cause), cause))
    what = "it calls sys.exit(%s)" % (cause.code,) if isinstance(cause, SystemExit) else words(cause)
    missing = cause.name if isinstance(cause, ModuleNotFoundError) else None
    return Failure(
        "IMPORT_FAILED",
        places.shorten(what),
        place=place,
        detail=places.shorten(trace.strip()),
        module=missing,
    )
