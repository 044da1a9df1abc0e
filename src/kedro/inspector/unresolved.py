# Configuration that the loader refuses as a whole, part by part: what does not resolve is reported for itself.
import importlib
from pathlib import Path

from .yaml_places import key_places, nested_places


def catalog_by_entry(configuration):
    """The entries without the loader's all or nothing; those that do not resolve come without their location."""
    entries = {}
    for raw, resolve, texts in by_layer(configuration, "catalog", configuration.catalog_patterns):
        places = configuration.places
        where = {key: place for path, text in texts for key, place in key_places(path, text, places).items()}
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
    """What the files hold, unresolved; each value that does not resolve is reported for itself."""
    found = {}

    def walk(raw, resolve, keys, where):
        try:
            resolve(keys)
            return False
        except Exception as error:
            parts = [(key, value) for key, value in raw.items()] if isinstance(raw, dict) else []
            # Every part is looked at, not only those before the first that fails.
            if not any([walk(value, resolve, keys + (key,), where) for key, value in parts]):
                place = where.get(tuple(map(str, keys)))
                configuration.report("params:" + ".".join(map(str, keys)), error, place)
            return True

    for raw, resolve, texts in by_layer(configuration, "parameters", configuration.parameter_patterns):
        where = {}
        for path, _ in texts:
            where.update(nested_places(path, configuration.places))
        for key, value in raw.items():
            walk(value, resolve, (key,), where)
        found.update(raw)
    return found


def by_layer(configuration, what, patterns):
    """Of each environment that counts: what its files hold, a function that resolves a part of it, and their texts."""
    for layer in configuration.layers:
        texts = []
        for path in configuration.files(layer, patterns):
            try:
                texts.append((path, Path(path).read_text(encoding="utf-8")))
            except (OSError, UnicodeDecodeError) as error:
                configuration.report(what, error, configuration.places.at(path))
        documents = list(parsed(configuration, what, texts))
        raw = {str(key): value for document in documents for key, value in document.items()}
        yield raw, resolver(configuration.loader, documents, raw), texts


def parsed(configuration, what, texts):
    """The mappings that YAML texts hold; what is not YAML is reported."""
    yaml = importlib.import_module("yaml")
    for path, text in texts:
        try:
            document = yaml.load(text, yaml.SafeLoader) or {}
        except Exception as error:
            mark = getattr(error, "problem_mark", None)
            configuration.report(what, error, configuration.places.at(path, mark.line + 1 if mark else None))
            continue
        if isinstance(document, dict):
            yield document


def resolver(loader, documents, raw):
    """A function that resolves the part of a layer that some keys lead to, as the loader does."""
    kinds = {kind.__name__ for kind in type(loader).__mro__}
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
            return inside(raw, keys)

    return resolve


def inside(value, keys):
    for key in keys:
        value = value[key]
    return value


def bare(entry):
    """An entry that did not resolve, without the strings that hold interpolations."""
    if isinstance(entry, dict):
        return {key: bare(value) for key, value in entry.items()}
    return None if isinstance(entry, str) and "${" in entry else entry
