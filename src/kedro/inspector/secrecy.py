# What may be a secret is left out of everything that is told.
import re


def without_secrets(text):
    """A URL without the password in it and without the values of secret-looking query parts."""
    text = re.sub(r"(://[^/@\s:]*):[^/\s]*@", r"\1:***@", text)
    secret = r"(?i)([?&;](?:[\w.-]*(?:sig|token|password|pwd|secret|key|credential)[\w.-]*)=)[^&;\s]+"
    return re.sub(secret, r"\1***", text)


def without_passwords(values):
    """Plain variables hold no secret: one that looks like it is told by its name, to be refused, never by its value."""
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
    """The loader's words; of an error inside the project's own resolver only its kind: its words may be a value."""
    text = str(error).strip().split("\n")[0]
    foreign = re.match(r"(\w+ raised while resolving interpolation)", text)
    if foreign and type(error.__cause__).__module__.split(".")[0] not in ("omegaconf", "NoneType"):
        known = re.search(r"(Environment variable '[^']*' not found|Runtime parameter '[^']*' not found[^:]*)", text)
        text = known.group(1) if known else foreign.group(1)
    return without_secrets(text[:300]) or type(error).__name__
