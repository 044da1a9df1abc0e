# Loads the pipelines that the project registers, with the warnings that Kedro gives.
import importlib
import re
import warnings

from .failure import Failure, import_failure
from .lacks import in_words, lack_of

MOST_WARNINGS = 20


class KeptWarnings:
    """Replaces the module `warnings` in kedro.framework.project, so that a project's filters cannot hide warnings."""

    def __init__(self):
        self.messages = []

    def __getattr__(self, name):
        return getattr(warnings, name)

    def warn(self, message, *args, **kwargs):
        self.messages.append(str(message))


def load_pipelines(locations, notices, before=lambda: None, imported=()):
    """
    `before`: what `kedro run` does first; it may load pipelines too. `imported`: warnings of modules that were imported
    before.
    """
    project = importlib.import_module("kedro.framework.project")
    kept = KeptWarnings()
    project.warnings = kept
    with warnings.catch_warnings(record=True) as recorded:
        warnings.simplefilter("default")
        try:
            before()
            recorded.extend(imported)
            pipelines = dict(project.pipelines)
        except (Exception, SystemExit) as error:
            if getattr(error, "name", None) == "%s.pipeline_registry" % project.PACKAGE_NAME:
                file = project.PACKAGE_NAME.replace(".", "/") + "/pipeline_registry.py"
                raise Failure("IMPORT_FAILED", "it has no %s, where Kedro looks for register_pipelines()" % file)
            raise with_dropped(import_failure(locations, error), kept.messages, locations)
        finally:
            project.warnings = warnings
    # Kedro reads the folders in the order of the disk.
    notices.extend(pipeline_notice(message, locations) for message in sorted(kept.messages))
    notices.extend(warning_notices(recorded, locations))
    return pipelines


def with_dropped(failure, messages, locations):
    """A registry often fails because Kedro dropped a pipeline before: then that is the cause to report."""
    notices = [pipeline_notice(message, locations) for message in sorted(messages)]
    dropped = [notice for notice in notices if notice["kind"] == "pipeline-dropped"]
    if dropped:
        causes = [notice["message"] + in_brackets(notice["place"]) for notice in dropped]
        missing = re.search(r"No module named '([^']+)'", causes[0])
        failure.fields["message"] += in_brackets(failure.fields["place"]) + ", because " + causes[0]
        failure.fields["place"] = None
        failure.fields["detail"] = "\n".join(causes[1:] + [failure.fields["detail"]])
        failure.fields["module"] = failure.fields["module"] or (missing and missing.group(1))
        lacks = [lack_of(last_line(message), locations) for message in sorted(messages)]
        failure.fields["installed"] = failure.fields["installed"] or next((lack for lack in lacks if lack), None)
    return failure


def last_line(text):
    return text.strip().split("\n")[-1].strip()


def in_brackets(location):
    return " (%s:%s)" % (location["file"], location["line"]) if location else ""


def pipeline_notice(message, locations):
    # A folder without create_pipeline usually has helpers: no pipeline was dropped.
    kind = "warning" if "does not expose a 'create_pipeline'" in message else "pipeline-dropped"
    module = re.search(r"'([\w.]+)' module", message)
    if "Traceback" not in message or not module:
        return {"kind": kind, "message": locations.shorten(" ".join(message.split())), "place": None}
    cause = in_words(last_line(message), locations)
    text = "%s cannot be imported, so Kedro drops its pipeline: %s" % (module.group(1), cause)
    return {"kind": kind, "message": locations.shorten(text), "place": locations.of_traceback_text(message)}


def warning_notices(recorded, locations):
    seen = []
    for warning in recorded:
        message = " ".join(str(warning.message).split())[:500]
        notice = {
            "kind": "warning",
            "message": locations.shorten("%s: %s" % (warning.category.__name__, message)),
            "place": locations.at(warning.filename, warning.lineno),
        }
        if notice not in seen:
            seen.append(notice)
    return seen[:MOST_WARNINGS]
