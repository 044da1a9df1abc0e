# A catalog entry in the document: its type and its data location, without its credentials.
import re

from .secrecy import without_secrets

DATA_LOCATION_KEYS = (
    "filepath",
    "path",
    "filename",
    "url",
    "table_name",
    "table",
    "key",
    "collection",
    "database",
    "con",
    "data",
)

PATH_KEYS = ("filepath", "path", "filename")
# The dataset that another one wraps, also in the spelling of Kedro 0.18.
WRAPPING_KEYS = ("dataset", "data_set")
# Parts of an entry that are no datasets.
OTHER_KEYS = ("credentials", "metadata", "load_args", "save_args", "fs_args", "versioned", "type")

# What stands for the name of credentials that an entry holds itself.
INLINE = "(inline)"
INLINE_HARMLESS = "(inline, no secret)"
HARMLESS_KEYS = (
    "endpoint_url",
    "region",
    "region_name",
    "host",
    "port",
    "user",
    "username",
    "driver",
    "account_name",
    "project",
)


def holds_secret(entry):
    """Whether the credentials of an entry, as written, have a text that is neither an interpolation nor an address."""
    found = list(credentials_in(entry))
    # An entry that is an interpolation as a whole cannot be judged.
    return not found or any(has_literal(value) for value in found)


def has_literal(value, key=None):
    if isinstance(value, dict):
        return any(has_literal(inner, name) for name, inner in value.items())
    if isinstance(value, list):
        return any(has_literal(inner, key) for inner in value)
    return isinstance(value, str) and value != "" and "${" not in value and key not in HARMLESS_KEYS


def describe_dataset(name, source, pattern, entry, location):
    entry = entry if isinstance(entry, dict) else {}
    nested = list(nested_entries(entry))
    inner = next((part for part in nested if data_location(part)["value"]), nested[-1] if nested else None)
    parts = [entry] + nested
    # Of inline credentials only their existence is reported.
    credentials = unique(value if isinstance(value, str) else INLINE for value in credentials_in(entry) if value)
    return dict(
        data_location(entry),
        name=name,
        source=source,
        pattern=pattern,
        inner=None if inner is None else data_location(inner),
        paths=list(nested_paths(entry, [] if data_location(entry)["value"] else [inner])),
        versioned=any(part.get("versioned") is True for part in parts),
        credentials=credentials[0] if credentials else None,
        **({"otherCredentials": credentials[1:]} if len(credentials) > 1 else {}),
        place=location,
    )


def credentials_in(entry):
    """The credentials of an entry at any depth, as Kedro looks them up: those of a checkpoint too, and even those in metadata."""
    if isinstance(entry, dict):
        if "credentials" in entry:
            yield entry["credentials"]
        for key, inner in entry.items():
            if key != "credentials":
                for found in credentials_in(inner):
                    yield found


def unique(items):
    return list(dict.fromkeys(items))


def nested_entries(entry):
    """The datasets inside a CachedDataset, PartitionedDataset or another wrapper, outermost first."""
    for key, inner in parts_of(entry):
        if isinstance(inner, str) and key in WRAPPING_KEYS:
            yield {"type": inner}
        elif isinstance(inner, dict):
            if key != "checkpoint" and (key in WRAPPING_KEYS or names_dataset(inner.get("type"))):
                yield inner
            for deeper in nested_entries(inner):
                yield deeper


def names_dataset(kind):
    """Other options have a type too, such as the `bar` of plotly_args."""
    return isinstance(kind, str) and ("." in kind or kind.lower().endswith("dataset"))


def nested_paths(entry, known, keys=()):
    """Paths inside an entry beside its data location, such as that of a checkpoint. `known`: parts to leave out."""
    for key, inner in parts_of(entry):
        if isinstance(inner, dict):
            own = [] if any(inner is part for part in known) else [name for name in PATH_KEYS if name in inner]
            for name in own:
                if isinstance(inner[name], str):
                    yield {"key": ".".join(keys + (key, name)), "value": without_secrets(inner[name])}
            for path in nested_paths(inner, known, keys + (key,)):
                yield path


def parts_of(entry):
    return [(str(key), inner) for key, inner in entry.items() if key not in OTHER_KEYS]


def database_file(entry):
    """The file of an embedded database, which has no server; without a file the database is in memory."""
    connection = entry.get("connection")
    if isinstance(connection, dict) and connection.get("backend") in ("duckdb", "sqlite"):
        return str(connection.get("database") or ":memory:")
    return file_in_url(entry) or file_in_url(entry.get("credentials"))


def file_in_url(settings):
    """The file in the `con` of an entry or of credentials, such as `sqlite:///shop.db`; None where it leads to a server."""
    text = settings.get("con") if isinstance(settings, dict) else None
    match = re.match(r"(?:sqlite|duckdb)(?:\+\w+)?://(?:/([^?@$]*))?$", text) if isinstance(text, str) else None
    return (match.group(1) or ":memory:") if match else None


def data_location(entry):
    kind = entry.get("type")
    key = next((key for key in DATA_LOCATION_KEYS if key in entry), None)
    value = entry.get(key) if key else None
    if key in (None, "table_name", "table", "con") and database_file(entry):
        key, value = "database", database_file(entry)
    return {
        "type": None if kind is None else str(kind),
        "key": key,
        # The data of a MemoryDataset is not a location.
        "value": without_secrets(str(value)) if key != "data" and isinstance(value, (str, int, float)) else None,
    }
