"""Forecasts how many rides a bike-share city will see, and where docks run short."""

__version__ = "0.1.0"
