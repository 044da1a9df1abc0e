"""From features to forecasts for each rider group, a plan for the docks and a report."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
