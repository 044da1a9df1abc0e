# The pipelines that the project registers, and what Kedro warned of while it loaded them.
import importlib
import re
import warnings

from .failure import import_failure

MOST_WARNINGS = 20


class KeptWarnings:
    """Stands in for the module `warnings` inside kedro.framework.project, where a project's filters cannot mute it."""

    def __init__(self):
        self.messages = []

    def __getattr__(self, name):
        return getattr(warnings, name)

    def warn(self, message, *args, **kwargs):
        self.messages.append(str(message))


def load_pipelines(places, notices):
    project = importlib.import_module("kedro.framework.project")
    kept = KeptWarnings()
    project.warnings = kept
    with warnings.catch_warnings(record=True) as recorded:
        warnings.simplefilter("default")
        try:
            pipelines = dict(project.pipelines)
        except (Exception, SystemExit) as error:
            raise with_dropped(import_failure(places, error), kept.messages, places)
        finally:
            project.warnings = warnings
    # Kedro meets the folders in the order of the disk.
    notices.extend(pipeline_notice(message, places) for message in sorted(kept.messages))
    notices.extend(warning_notices(recorded, places))
    return pipelines


def with_dropped(failure, messages, places):
    """A registry often fails because Kedro had left a pipeline out before: then that is the cause to tell."""
    notices = [pipeline_notice(message, places) for message in sorted(messages)]
    dropped = [notice for notice in notices if notice["kind"] == "pipeline-dropped"]
    if dropped:
        told = [notice["message"] + in_brackets(notice["place"]) for notice in dropped]
        missing = re.search(r"No module named '([^']+)'", told[0])
        failure.fields["message"] += in_brackets(failure.fields["place"]) + ", because " + told[0]
        failure.fields["place"] = None
        failure.fields["detail"] = "\n".join(told[1:] + [failure.fields["detail"]])
        failure.fields["module"] = failure.fields["module"] or (missing and missing.group(1))
    return failure


def in_brackets(place):
    return " (%s:%s)" % (place["file"], place["line"]) if place else ""


def pipeline_notice(message, places):
    # A folder without create_pipeline is mostly one of helpers: nothing was lost.
    kind = "warning" if "does not expose a 'create_pipeline'" in message else "pipeline-dropped"
    module = re.search(r"'([\w.]+)' module", message)
    if "Traceback" not in message or not module:
        return {"kind": kind, "message": places.shorten(" ".join(message.split())), "place": None}
    cause = message.strip().split("\n")[-1].strip()
    text = "%s could not be imported and is left out of every pipeline: %s" % (module.group(1), cause)
    return {"kind": kind, "message": places.shorten(text), "place": places.of_traceback_text(message)}


def warning_notices(recorded, places):
    seen = []
    for warning in recorded:
        message = " ".join(str(warning.message).split())[:500]
        notice = {
            "kind": "warning",
            "message": places.shorten("%s: %s" % (warning.category.__name__, message)),
            "place": places.at(warning.filename, warning.lineno),
        }
        if notice not in seen:
            seen.append(notice)
    return seen[:MOST_WARNINGS]
