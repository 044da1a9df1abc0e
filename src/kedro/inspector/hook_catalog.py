# A catalog of Kedro's own class for hooks: it has the names of the real one, and no data, credentials or dataset classes.
import importlib

LOCATION_ATTRIBUTES = ("filepath", "path", "url", "table_name")


def stand_in_catalog(names, parameters):
    io = importlib.import_module("kedro.io")
    base = getattr(io, "AbstractDataset", None) or io.AbstractDataSet

    class NotLoaded(base):
        def _load(self):
            raise PermissionError("kfp-wizard loads no data while it reads the project")

        def _save(self, data):
            raise PermissionError("kfp-wizard saves no data while it reads the project")

        load, save = _load, _save

        def _exists(self):
            return False

        def _describe(self):
            return {}

    memory = getattr(io, "MemoryDataset", None) or io.MemoryDataSet
    datasets = {name: NotLoaded() for name in names}
    datasets.update({name: memory(value) for name, value in parameters.items()})
    try:
        return io.DataCatalog(datasets=datasets), NotLoaded
    except TypeError:
        return io.DataCatalog(data_sets=datasets), NotLoaded


def datasets_in(catalog):
    """The datasets of a catalog by name, without making those that it has not made."""
    found = dict(getattr(catalog, "_data_sets", None) or getattr(catalog, "_datasets", None) or {})
    found.update(getattr(catalog, "_lazy_datasets", None) or {})
    return found


def entry_of(dataset):
    """The entry that would make this dataset, without credentials."""
    config = getattr(dataset, "config", None)  # a dataset that Kedro has not made
    if isinstance(config, dict):
        return {key: value for key, value in config.items() if key != "credentials"}
    kind = type(dataset)
    module = kind.__module__.replace("kedro_datasets.", "")
    # As a catalog names it: the package exports what its modules define.
    module = module.rpartition(".")[0] if module.endswith(("_dataset", "_data_set")) else module
    entry = {"type": ".".join(filter(None, [module, kind.__name__]))}
    if kind.__name__.lower() == "memorydataset":
        holds = type(getattr(dataset, "_data", None)).__name__ not in ("object", "NoneType")
        return {"type": "MemoryDataset", "data": True} if holds else {"type": "MemoryDataset"}
    for key in LOCATION_ATTRIBUTES:
        value = getattr(dataset, "_" + key, None)
        if value is not None:
            protocol = getattr(dataset, "_protocol", None)
            entry[key] = str(value) if protocol in (None, "file") or "://" in str(value) else "%s://%s" % (protocol, value)
            break
    inner = getattr(dataset, "_dataset", None)
    if inner is not None and not isinstance(inner, (str, dict)):
        entry["dataset"] = entry_of(inner)
    if getattr(dataset, "_version", None) is not None:
        entry["versioned"] = True
    return entry
