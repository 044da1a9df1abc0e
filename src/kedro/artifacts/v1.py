# The same for the pages of a v1 run: all numbers in one file, all reports in another one.
import re

most_metrics = 50


def hand_over_v1(handed):
    files = json.loads(executor_input).get("v1")
    if files is None:
        return
    metrics, pages = [], []
    for name, one in handed.items():
        artifact = one["artifacts"][0]
        for key, value in artifact.get("metadata", {}).items():
            plain = re.sub("[^A-Za-z0-9]+", "-", "%s-%s" % (name, key))[:64].strip("-")
            metrics.append({"name": plain, "numberValue": float(value), "format": "RAW"})
        if "metadata" not in artifact:
            kind = "markdown" if artifact["type"]["schemaTitle"] == "system.Markdown" else "web-app"
            with open(path_of(artifact["uri"]), encoding="utf-8") as file:
                pages.append({"type": kind, "storage": "inline", "source": file.read()})
    write(files["metrics"], json.dumps({"metrics": metrics[:most_metrics]}))
    write(files["pages"], json.dumps({"version": 1, "outputs": pages}))


finishers.append(hand_over_v1)
