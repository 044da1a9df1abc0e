# Installed packages: Kedro, its plugins, and the packages that datasets need.
import importlib
import re
import sys

from .failure import Failure, import_failure
from .installed_from import installed_version


def kedro_version(locations):
    try:
        return importlib.import_module("kedro").__version__
    except ModuleNotFoundError as error:
        if error.name == "kedro":
            version = ".".join(str(part) for part in sys.version_info[:3])
            raise Failure("NO_KEDRO", "Kedro is not installed in %s (Python %s)" % (sys.executable, version))
        raise import_failure(locations, error)
    except (Exception, SystemExit) as error:
        raise import_failure(locations, error)


def version_numbers(version):
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


# Packages that decide how a dataset can be stored, or that its type needs.
DATASET_PACKAGES = """
kedro-datasets pandas pyarrow fastparquet openpyxl xlrd odfpy python-calamine pyxlsb tables sqlalchemy pandas-gbq lxml deltalake
s3fs gcsfs adlfs ossfs ocifs aiohttp paramiko
biopython dask geopandas holoviews ibis-framework matplotlib scipy networkx pillow plotly polars pyspark redis
scikit-learn snowflake-snowpark-python tensorflow
""".split()


def installed():
    """Versions of the packages of `DATASET_PACKAGES` that are installed."""
    versions = {name: installed_version(name) for name in DATASET_PACKAGES}
    return {name: version for name, version in versions.items() if version is not None}


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
