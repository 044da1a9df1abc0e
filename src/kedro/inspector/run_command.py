# The command `run` of the project or of a plugin, where it replaces Kedro's own.
import importlib
import importlib.util
import inspect

from .hook_methods import entry_points_of
from .source_locations import root_cause, words

# Their commands have other names.
KNOWN_PLUGINS = ("kedro-viz", "kedro-docker", "kedro-airflow", "kedro-mlflow", "kedro-telemetry")


def own_run(root, package, notices, locations):
    """None for Kedro's own command. Kedro's command line is loaded only where there may be another one."""
    found = entry_points_of("kedro.project_commands")
    plugins = {distribution.metadata["Name"].replace("_", "-") for distribution, _ in found}
    has_cli = importlib.util.find_spec(package + ".cli") is not None
    if not has_cli and plugins <= set(KNOWN_PLUGINS):
        return None
    try:
        command = run_command(root)
    except (Exception, SystemExit) as error:
        cause = root_cause(error)
        if has_cli:
            text = "cli.py cannot be loaded: " + locations.shorten(words(cause))
            notices.append({"kind": "settings", "message": text, "place": locations.of_error(cause)})
        return None
    callback = inspect.unwrap(command.callback) if command is not None and command.callback else None
    if callback is None or callback.__module__.startswith("kedro.framework."):
        return None
    code = callback.__code__
    return {
        "module": callback.__module__,
        "place": locations.at(code.co_filename, code.co_firstlineno),
        "options": option_names(command.params) if takes_some(command) else [],
        "repeated": option_names([option for option in command.params if getattr(option, "multiple", False)]),
        "split": option_names([option for option in command.params if option.callback is not None]),
    }


def run_options(root):
    """The options of `kedro run`, the project's own or Kedro's; None without such a command, [] where it takes any."""
    command = run_command(root)
    if command is None:
        return None
    return option_names(command.params) if takes_some(command) else []


def run_command(root):
    click = importlib.import_module("click")
    cli = importlib.import_module("kedro.framework.cli.cli").KedroCLI(project_path=root)
    return cli.get_command(click.Context(cli), "run")


def takes_some(command):
    return not command.context_settings.get("ignore_unknown_options")


def option_names(parameters):
    return [option for parameter in parameters for option in parameter.opts + parameter.secondary_opts]
