# Reads configuration in parts where the loader refuses the whole; each part that does not resolve is reported.
import importlib
from pathlib import Path

from .yaml_locations import fastest_loader, key_locations, nested_locations, repeated_keys


def catalog_by_entry(configuration):
    """Catalog entries one by one; those that do not resolve have no data location."""
    entries = {}
    for raw, resolve, texts in by_layer(configuration, "catalog", configuration.catalog_patterns):
        locations = configuration.locations
        where = {key: location for path, text in texts for key, location in key_locations(path, text, locations).items()}
        for key in raw:
            if key.startswith("_"):
                continue
            try:
                entries[key] = resolve((key,))
            except Exception as error:
                configuration.report(key, error, where.get(key))
                entries[key] = bare(raw[key])
    return entries


def parameters_by_key(configuration):
    """The unresolved content of the files; each value that does not resolve is reported."""
    found = {}

    def walk(raw, resolve, keys, where):
        try:
            resolve(keys)
            return False
        except Exception as error:
            parts = [(key, value) for key, value in raw.items()] if isinstance(raw, dict) else []
            # A list, so that every part is resolved, not only those up to the first error.
            if not any([walk(value, resolve, keys + (key,), where) for key, value in parts]):
                location = where.get(tuple(map(str, keys)))
                configuration.report("params:" + ".".join(map(str, keys)), error, location)
            return True

    for raw, resolve, texts in by_layer(configuration, "parameters", configuration.parameter_patterns):
        where = {}
        for path, _ in texts:
            where.update(nested_locations(path, configuration.locations))
        for key, value in raw.items():
            walk(value, resolve, (key,), where)
        found.update(raw)
    return found


def by_layer(configuration, what, patterns):
    """For each layer: the content of its files, a function that resolves a part of it, and their texts."""
    for layer in configuration.layers:
        texts = []
        for path in configuration.files(layer, patterns):
            try:
                texts.append((path, Path(path).read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError) as error:
                configuration.report(what, error, configuration.locations.at(path))
        report_repeated(configuration, what, texts)
        documents = list(parsed(configuration, what, texts))
        raw = {str(key): value for document in documents for key, value in document.items()}
        yield raw, resolver(configuration.loader, documents, raw), texts


def report_repeated(configuration, what, texts):
    """Reports keys that stand twice in a file, and top-level keys that stand in two files of a layer."""
    prefix = "params:" if what == "parameters" else ""
    at = configuration.locations.at

    def report(keys, first, second):
        text = "it stands in %s:%s and again in %s:%s" % (first["file"], first["line"], second["file"], second["line"])
        configuration.report(prefix + ".".join(keys), ValueError(text), second)

    earlier = {}
    for path, text in texts:
        for keys, first, second in repeated_keys(text):
            report(keys, at(path, first), at(path, second))
        for key, location in key_locations(path, text, configuration.locations).items():
            if key in earlier and not key.startswith("_"):
                report((key,), earlier[key], location)
            earlier.setdefault(key, location)


def parsed(configuration, what, texts):
    """The mappings in YAML texts that the loader can take; any other text is reported."""
    yaml = importlib.import_module("yaml")
    reader = reader_of(configuration.loader)
    take = taker_of(configuration.loader)
    for path, text in texts:
        try:
            document = yaml.load(text, reader) or {}
            take(document)
        except Exception as error:
            mark = getattr(error, "problem_mark", None)
            configuration.report(what, error, configuration.locations.at(path, mark.line + 1 if mark else None))
            continue
        if isinstance(document, dict):
            yield document


def reader_of(loader):
    """The class that reads YAML: OmegaConf leaves dates as texts."""
    fastest = fastest_loader(importlib.import_module("yaml"))
    if "OmegaConfigLoader" not in kinds_of(loader):
        return fastest

    class WithoutDates(fastest):
        yaml_implicit_resolvers = {
            first: [each for each in resolvers if each[0] != "tag:yaml.org,2002:timestamp"]
            for first, resolvers in fastest.yaml_implicit_resolvers.items()
        }

    return WithoutDates


def taker_of(loader):
    """A function that raises for values that the loader cannot hold, such as sets."""
    if "OmegaConfigLoader" not in kinds_of(loader):
        return lambda document: None
    from omegaconf import OmegaConf

    return OmegaConf.create


def kinds_of(loader):
    return {kind.__name__ for kind in type(loader).__mro__}


def resolver(loader, documents, raw):
    """A function that resolves the part of a layer below some keys, as the loader does."""
    kinds = kinds_of(loader)
    if "OmegaConfigLoader" in kinds:
        from omegaconf import OmegaConf

        merged = OmegaConf.unsafe_merge(*[OmegaConf.create(d) for d in documents]) if documents else {}

        def resolve(keys):
            value = inside(merged, keys)
            return OmegaConf.to_container(value, resolve=True) if OmegaConf.is_config(value) else value

    elif "TemplatedConfigLoader" in kinds:
        from kedro.config.templated_config import _format_object

        def resolve(keys):
            return _format_object(inside(raw, keys), loader._config_mapping)

    else:

        def resolve(keys):
            # Only a loader can resolve an interpolation.
            return inside(raw, keys) if loader is not None else bare(inside(raw, keys))

    return resolve


def inside(value, keys):
    for key in keys:
        value = value[key]
    return value


def bare(entry):
    """An unresolved entry without the strings that contain interpolations."""
    if isinstance(entry, dict):
        return {key: bare(value) for key, value in entry.items()}
    return None if isinstance(entry, str) and "${" in entry else entry
