# Removes possible secrets from all texts of the document.
import re

from .source_locations import text_of
from .variables import variable_of


def without_secrets(text):
    """A URL without its password and without the values of secret-looking query parameters."""
    text = re.sub(r"(://[^/@\s:]*):[^/\s]*@", r"\1:***@", text)
    secret = r"(?i)([?&;](?:[\w.-]*(?:sig|token|password|pwd|secret|key|credential)[\w.-]*)=)[^&;\s]+"
    return re.sub(secret, r"\1***", text)


def without_passwords(values):
    """Masks the values of variables that look like secrets; a check refuses these variables by name."""
    groups = [values] + [entry for key in ("nodes", "tags") for entry in items_of(values.get(key))]
    for group in groups:
        variables = group.get("env_vars") if isinstance(group, dict) else None
        for name in variables if isinstance(variables, dict) else ():
            if re.search(r"(?i)(SECRET|SECRET_KEY|ACCESS_KEY|ACCESS_KEY_ID|PASSWORD|PASSWD|TOKEN)$", name):
                variables[name] = "***"
    return values


def items_of(value):
    return list(value.values()) if isinstance(value, dict) else []


def reason(error):
    """The loader's message; of an error in the project's own resolver only the kind: its message may be a value."""
    # The text of an error of the YAML parser begins with what it was doing; the problem comes after it.
    text = getattr(error, "problem", None) or text_of(error).strip().split("\n")[0]
    foreign = re.match(r"(\w+ raised while resolving interpolation)", text)
    if foreign and type(error.__cause__).__module__.split(".")[0] not in ("omegaconf", "NoneType"):
        known = re.search(r"(Environment variable '[^']*' not found|Runtime parameter '[^']*' not found[^:]*)", text)
        text = known.group(1) if known else foreign.group(1)
        # OmegaConf hides the cause of its error, unless OC_CAUSE is set.
        cause = error.__cause__ or error.__context__
        while cause is not None and variable_of(cause) is None:
            cause = cause.__cause__ or cause.__context__
        if cause is not None:
            text = "Environment variable '%s' not found" % variable_of(cause)
    return without_secrets(text[:300]) or type(error).__name__
