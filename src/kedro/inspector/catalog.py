# The catalog of an environment, and the look-up of datasets in it.
import re

from .datasets import INLINE, INLINE_HARMLESS, credentials_in, describe_dataset, holds_secret, unique
from .unresolved import catalog_by_entry
from .yaml_locations import key_locations

# Characters of catalog files. More of them take minutes and a gigabyte where each entry is resolved alone.
MOST_BY_ENTRY = 2000000


class Catalog:
    """Looks datasets up as Kedro does: an entry of its own, else the first factory pattern that matches."""

    def __init__(self, configuration, kedro):
        entries = catalog_entries(configuration)
        self.where = catalog_locations(configuration)
        self.configuration = configuration
        self.written = None
        self.report = configuration.report
        has_factories = kedro >= (0, 18, 12)
        self.patterns = []
        self.entries = {}
        for key, entry in entries.items():
            if has_factories and "{" in str(key):
                self.patterns.append(str(key))
            else:
                self.entries[str(key)] = entry
        report_invalid(self.entries, self.where, configuration)
        self.of_hooks = set()
        self.bodies = {key: entries[key] for key in self.patterns}
        self.patterns.sort(key=lambda pattern: (-specificity(pattern), -pattern.count("{"), pattern))
        catch_all = [pattern for pattern in self.patterns if specificity(pattern) == 0]
        if len(catch_all) > 1:
            error = ValueError("Only one catch-all pattern is allowed: " + ", ".join(catch_all))
            self.report("catalog", error, self.where.get(catch_all[1]))
        if (0, 19, 0) <= kedro < (0, 19, 6):
            # In these versions the runner's own catch-all pattern wins: such datasets stay in memory.
            self.patterns = [pattern for pattern in self.patterns if specificity(pattern) > 0]

    def look_up(self, name):
        source, pattern, entry, place = self.find(name)
        dataset = describe_dataset(name, source, pattern, entry, place)
        if pattern is not None:
            body = describe_dataset(name, source, pattern, self.bodies[pattern], place)
            dataset["template"] = body["value"] or (body["inner"] or {}).get("value")
        written = self.as_written().get(pattern or name) if source in ("entry", "pattern") else None
        if written is not None and not holds_secret(written):
            harmless = {INLINE: INLINE_HARMLESS}
            dataset["credentials"] = harmless.get(dataset["credentials"], dataset["credentials"])
            if "otherCredentials" in dataset:
                dataset["otherCredentials"] = [harmless.get(name, name) for name in dataset["otherCredentials"]]
        location = location_as_written(written)
        if location is not None:
            dataset["written"] = location
        return dataset

    def as_written(self):
        """The entries as their files have them, with their interpolations; without files that cannot be read by themselves."""
        if self.written is None:
            self.written = self.configuration.written(self.configuration.catalog_patterns)
        return self.written

    def find(self, name):
        """How the catalog has a dataset: `entry`, `pattern` or `none`, the pattern, the resolved entry, its location."""
        if name in self.entries:
            source = "hook" if name in self.of_hooks else "entry"
            return source, None, self.entries[name], self.where.get(name)
        if self.patterns:
            from parse import parse

            for pattern in self.patterns:
                found = parse(pattern, name)
                if not found:
                    continue
                location = self.where.get(pattern)
                try:
                    entry = fill_in(self.bodies[pattern], found.named)
                except (KeyError, IndexError, ValueError) as error:
                    self.report(pattern, ValueError("the pattern has no value for %s" % error), location)
                    entry = {}
                return "pattern", pattern, entry, location
        return "none", None, {}, None

    def credentials(self):
        """Names of the entries and patterns, by the name of the credentials that they use."""
        result = {}
        for key, entry in list(self.entries.items()) + list(self.bodies.items()):
            for name in unique(found for found in credentials_in(entry) if found and isinstance(found, str)):
                result.setdefault(name, []).append(key)
        return result

    def unused(self, used):
        return sorted(set(self.entries) - self.of_hooks - set(used))

    def bring(self, name, entry, location):
        """Adds what a hook adds, and has no entry in a file."""
        self.of_hooks.add(name)
        self.entries[name] = entry
        self.where[name] = location


def report_invalid(entries, where, configuration):
    """Entries that Kedro's own catalog refuses, and with them every run."""
    from kedro.framework.project import settings

    if not settings.DATA_CATALOG_CLASS.__module__.startswith("kedro."):
        return
    known = {problem["what"] for problem in configuration.unresolved}
    for key, entry in entries.items():
        if key in known or key.startswith("_"):
            continue
        problem = None
        if not isinstance(entry, dict):
            problem = "it is not a mapping with the type of a dataset"
        elif not entry.get("type"):
            problem = "it has no type"
        elif not isinstance(entry["type"], str):
            problem = "its type is not a text"
        if problem is not None:
            configuration.report(key, ValueError(problem), where.get(key))


def location_as_written(entry):
    """The data location with its interpolations; None where it has none."""
    body = describe_dataset(None, None, None, entry, None)
    location = body["value"] or (body["inner"] or {}).get("value")
    return location if location is not None and "${" in location else None


def specificity(pattern):
    return len(re.sub(r"\{.*?\}", "", pattern))


def fill_in(value, named):
    if isinstance(value, dict):
        return {key: fill_in(inner, named) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [fill_in(inner, named) for inner in value]
    return value.format_map(named) if isinstance(value, str) and "}" in value else value


def catalog_entries(configuration):
    """Entries by name, resolved. Entries that cannot be resolved are reported and have no data location."""
    if configuration.loader is None:
        return catalog_by_entry(configuration)
    try:
        return dict(configuration.loader["catalog"])
    except Exception as error:
        if type(error).__name__ == "MissingConfigException":
            # Also where a hook adds all datasets.
            configuration.report("catalog", ValueError("there is no catalog file"))
            return {}
        patterns = configuration.catalog_patterns
        sizes = [len(text) for layer in configuration.layers for _, text in configuration.texts(layer, patterns)]
        if sum(sizes) > MOST_BY_ENTRY:
            configuration.report("catalog", error)
            return {}
        before = len(configuration.unresolved)
        entries = catalog_by_entry(configuration)
        if len(configuration.unresolved) == before:
            configuration.report("catalog", error)
        return entries


def catalog_locations(configuration):
    """Source location of each entry or pattern; the environment's files win over those of base."""
    result = {}
    for layer in configuration.layers:
        for path, text in configuration.texts(layer, configuration.catalog_patterns):
            result.update(key_locations(path, text, configuration.locations))
    return result
