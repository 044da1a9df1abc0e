# A catalog entry as the document holds it: what it is and where its data lies, nothing of its credentials.
from .secrecy import without_secrets

LOCATION_KEYS = (
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
)


def describe_dataset(name, source, pattern, entry, place):
    entry = entry if isinstance(entry, dict) else {}
    nested = list(nested_entries(entry))
    inner = next((part for part in nested if location(part)["value"]), nested[-1] if nested else None)
    parts = [entry] + nested
    credentials = next((part["credentials"] for part in parts if part.get("credentials")), None)
    return dict(
        location(entry),
        name=name,
        source=source,
        pattern=pattern,
        inner=None if inner is None else location(inner),
        versioned=any(part.get("versioned") is True for part in parts),
        # A dict stands for itself: only that there is one is told.
        credentials=credentials if credentials is None or isinstance(credentials, str) else "(inline)",
        place=place,
    )


def nested_entries(entry):
    """The datasets inside a CachedDataset, PartitionedDataset or another wrapper, outermost first."""
    inner = entry.get("dataset")
    if isinstance(inner, str):
        yield {"type": inner}
    elif isinstance(inner, dict):
        yield inner
        for deeper in nested_entries(inner):
            yield deeper


def database_file(entry):
    """The file behind a table of an embedded database, which has no server; one without a file is in memory."""
    connection = entry.get("connection")
    if not isinstance(connection, dict) or connection.get("backend") not in ("duckdb", "sqlite"):
        return None
    return str(connection.get("database") or ":memory:")


def location(entry):
    kind = entry.get("type")
    key = next((key for key in LOCATION_KEYS if key in entry), None)
    value = entry.get(key) if key else None
    if key in ("table_name", "table") and database_file(entry):
        key, value = "database", database_file(entry)
    return {
        "type": None if kind is None else str(kind),
        "key": key,
        "value": without_secrets(str(value)) if isinstance(value, (str, int, float)) else None,
    }
