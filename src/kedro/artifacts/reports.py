# Reports: plots, pictures, texts and tables as pages that need no other file and no network.
import base64
import html
import io

most_bytes, most_parts, most_rows = 16 * 10**6, 20, 20
images = dict(png="png", jpg="jpeg", jpeg="jpeg", gif="gif", webp="webp", bmp="bmp", svg="svg+xml")
look = "body{font-family:sans-serif}img{max-width:100%}table{border-collapse:collapse}td,th{padding:2px 8px}"


def hand_over_report(name, dataset, artifact):
    content = report(name, dataset, artifact["type"]["schemaTitle"] == "system.Markdown")
    if len(content) > most_bytes:
        raise ValueError("its page has %s, more than %s" % (in_bytes(len(content)), in_bytes(most_bytes)))
    return content, in_bytes(len(content))


makers["reports"] = hand_over_report


def suffix_of(path):
    return path.rpartition(".")[2].lower()


def report(name, dataset, is_markdown):
    system, paths = files_of(dataset)
    suffixes = {suffix_of(path) for path in paths}
    if paths and suffixes <= set(images):
        return page(name, [(path.rpartition("/")[2], image_file(system, path)) for path in paths[:most_parts]], len(paths))
    refuse_large(dataset)
    if len(paths) == 1 and suffixes <= {"html", "htm"}:
        return text_of_file(system, paths[0])
    value = dataset.load()
    if isinstance(value, str) and (is_markdown or value.lstrip()[:5].lower() in ("<!doc", "<html")):
        return value
    included = []
    if isinstance(value, dict) and any(callable(part) for part in value.values()):
        some = sorted(value.items())[:most_parts]
        parts = [(key, view(part() if callable(part) else part, included)) for key, part in some]
        return page(name, parts, len(value))
    return page(name, [(name, view(value, included))], 1)


def page(title, parts, number):
    shown = ["<h2>%s</h2>\n%s" % (html.escape(str(name)), content) for name, content in parts]
    if number > len(parts):
        shown.append("<p>%d of %d are shown.</p>" % (len(parts), number))
    head = '<meta charset="utf-8"><title>%s</title><style>%s</style>' % (html.escape(title), look)
    return "<!doctype html>\n<html><head>%s</head><body>\n%s\n</body></html>\n" % (head, "\n".join(shown))


def image(content, kind):
    return '<img src="data:image/%s;base64,%s">' % (kind, base64.b64encode(content).decode())


def image_file(system, path):
    size = system.size(path) or 0
    if size > most_bytes:
        raise ValueError("%s has %s, more than %s" % (path, in_bytes(size), in_bytes(most_bytes)))
    with system.open(path, "rb") as file:
        return image(file.read(), images[suffix_of(path)])


def drawn(save):
    buffer = io.BytesIO()
    save(buffer, format="png")
    return image(buffer.getvalue(), "png")


def view(value, included):
    if hasattr(value, "to_plotly_json"):
        # The library is in a page once.
        shown = value.to_html(full_html=False, include_plotlyjs=not included)
        included.append("plotly")
        return shown
    if hasattr(value, "savefig"):
        return drawn(value.savefig)
    if hasattr(value, "getbbox"):
        return drawn(value.save)
    if hasattr(value, "to_frame"):
        value = value.to_frame()
    if hasattr(value, "head") and hasattr(value, "shape"):
        first = value.head(most_rows)
        table = first.to_html(border=0, max_cols=50) if hasattr(first, "to_html") else first._repr_html_()
        size = "{:,} rows and {:,} columns".format(*value.shape)
        return "<p>%s%s</p>\n%s" % (size, ", the first %d:" % most_rows if value.shape[0] > most_rows else "", table)
    if hasattr(value, "_repr_html_"):
        return value._repr_html_()
    if not isinstance(value, (str, dict, list, tuple, int, float)):
        raise TypeError("a %s has no view" % type(value).__name__)
    text = value if isinstance(value, str) else json.dumps(value, indent=2, default=str, ensure_ascii=False)
    return "<pre>%s</pre>" % html.escape(text)
