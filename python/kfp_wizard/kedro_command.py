"""`kedro kfp …` is `kfp-wizard …` in the Python of the project."""

import click

from kfp_wizard.__main__ import main


class Verbatim(click.Command):
    """A command whose arguments, `--help` and `--` included, are all for the program."""

    def parse_args(self, ctx, args):
        ctx.params = {"arguments": list(args)}
        return []


@click.group(name="kfp-wizard")
def commands():
    """Deploy the project to Kubeflow Pipelines."""


@commands.command(name="kfp", cls=Verbatim)
def kfp(arguments):
    """Deploy to Kubeflow Pipelines, check, rehearse, follow runs: see `kedro kfp --help`."""
    main(arguments, started_as="kedro kfp")
