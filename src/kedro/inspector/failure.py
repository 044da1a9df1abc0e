# The errors that end an inspection, with a source location and the end of the traceback.
import os
import traceback

from .lacks import in_words, lack_of
from .source_locations import root_cause, words
from .variables import variable_of


class Failure(Exception):
    """The project cannot be inspected; `fields` become the error of the answer."""

    def __init__(self, code, message, **fields):
        super().__init__(message)
        self.fields = dict(fields, code=code, message=message)


def import_failure(locations, error):
    cause = root_cause(error)
    location = locations.of_error(cause) or locations.of_error(error)
    own_files = ("<frozen", os.path.dirname(__file__) + os.sep)
    frames = [f for f in traceback.extract_tb(cause.__traceback__) if not f.filename.startswith(own_files)]
    # Frames before the first one of the project are Kedro's own: left out.
    own = [number for number, frame in enumerate(frames) if locations.at(frame.filename)]
    frames = frames[own[0] :] if own else frames
    trace = "".join(traceback.format_list(frames[-6:]) + traceback.format_exception_only(type(cause), cause))
    text = words(cause)
    what = "it calls sys.exit(%s)" % (cause.code,) if isinstance(cause, SystemExit) else in_words(text, locations)
    lack = lack_of(text, locations)
    variable = variable_of(cause)
    if variable is not None:
        what = "the environment variable %s is not set" % variable
    missing = cause.name if isinstance(cause, ModuleNotFoundError) and lack is None else None
    return Failure(
        "IMPORT_FAILED",
        locations.shorten(what),
        place=location,
        detail=locations.shorten(trace.strip()),
        module=missing,
        installed=lack,
        variable=variable,
    )
