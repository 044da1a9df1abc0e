# What is installed beside the project: Kedro, its plugins, and what decides how data can be stored.
import importlib
import re
import sys

from .failure import Failure, import_failure


def kedro_version(places):
    try:
        return importlib.import_module("kedro").__version__
    except ModuleNotFoundError as error:
        if error.name == "kedro":
            version = ".".join(str(part) for part in sys.version_info[:3])
            raise Failure("NO_KEDRO", "Kedro is not installed in %s (Python %s)" % (sys.executable, version))
        raise import_failure(places, error)
    except (Exception, SystemExit) as error:
        raise import_failure(places, error)


def version_numbers(version):
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


# What decides how a dataset can be stored, or may be asked for by the type of one.
STORING = """
kedro-datasets pandas pyarrow fastparquet openpyxl tables sqlalchemy pandas-gbq lxml deltalake
s3fs gcsfs adlfs ossfs ocifs aiohttp paramiko
biopython dask geopandas holoviews ibis-framework matplotlib scipy networkx pillow plotly polars pyspark redis
scikit-learn snowflake-snowpark-python tensorflow
""".split()


def installed():
    """Versions of those of `STORING` that are there."""
    from importlib import metadata

    result = {}
    for name in STORING:
        try:
            result[name] = metadata.version(name)
        except Exception:
            continue
    return result


def plugin_names():
    try:
        from importlib.metadata import distributions
    except ImportError:
        return []
    names = set()
    for distribution in distributions():
        try:
            if any(point.group == "kedro.hooks" for point in distribution.entry_points):
                names.add(distribution.metadata["Name"])
        except Exception:
            continue
    return sorted(name for name in names if name)
