# Metrics: the finite numbers of a mapping, nested keys joined with dots.
import unicodedata

import yaml

most_values = 200


def hand_over_metrics(name, dataset, artifact):
    artifact["metadata"] = numbers(name, values_of(dataset))
    return "", "%d values" % len(artifact["metadata"])


makers["metrics"] = hand_over_metrics


def values_of(dataset):
    refuse_large(dataset)
    try:
        return dataset.load()
    except Exception:
        # The datasets of experiment tracking only save.
        system, paths = files_of(dataset)
        text = text_of_file(system, paths[0])
    try:
        return json.loads(text)
    except ValueError:
        return yaml.safe_load(text)


def numbers(name, tree):
    found, left = {}, []
    # ML Metadata uses these itself. For its database names are the same that differ only in case or accents.
    taken = {"display_name", "store_session_info"}

    def collect(tree, prefix):
        if hasattr(tree, "to_dict"):
            tree = tree.to_dict("index") if hasattr(tree, "columns") else tree.to_dict()
        if not isinstance(tree, dict):
            raise TypeError("a %s is not a mapping of numbers" % type(tree).__name__)
        for key, value in tree.items():
            key = prefix + str(key).strip()
            value = value.item() if getattr(value, "shape", None) == () else value
            plain = "".join(one for one in unicodedata.normalize("NFKD", key.casefold()) if not unicodedata.combining(one))
            if isinstance(value, dict):
                collect(value, key + ".")
            elif is_number(value) and can_store(key) and plain not in taken and len(found) < most_values:
                taken.add(plain)
                found[key] = value
            else:
                left.append(key)

    collect(tree, "")
    if left:
        more = " and %d more" % (len(left) - 10) if len(left) > 10 else ""
        say("%s: not finite numbers, or more than can be stored: %s%s" % (name, ", ".join(left[:10]), more))
    return found


def is_number(value):
    return isinstance(value, (bool, int, float)) and abs(value) < 1e308  # neither infinite nor NaN


def can_store(key):
    return key.isprintable() and len(key.encode()) <= 255 and all(one <= "\uffff" for one in key)
