"""Keeps measured tables in a Markdown file between marks, so that the words around them stay."""


def replace(path, section, text):
    """Puts `text` between `<!-- begin SECTION -->` and `<!-- end SECTION -->` of the file."""
    begin, end = f"<!-- begin {section} -->", f"<!-- end {section} -->"
    with open(path, encoding="utf-8") as file:
        document = file.read()
    head, mark, rest = document.partition(begin)
    _, other_mark, tail = rest.partition(end)
    if not mark or not other_mark:
        raise SystemExit(f"{path} has no section {section}: {begin} … {end}")
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"{head}{begin}\n{text.strip()}\n{end}{tail}")
