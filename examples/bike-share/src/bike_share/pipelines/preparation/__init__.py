"""From raw files to one table of features."""

from .pipeline import create_pipeline

__all__ = ["create_pipeline"]
