"""Judges a page read from standard input: nesting, headings, languages, links, remote resources, contrast. JSON out."""
import html.parser
import json
import re
import sys

VOID = {"meta", "br", "img", "link", "hr", "input"}
REMOTE = {"img", "link", "script", "iframe", "object", "embed", "video", "audio", "source", "form", "style"}


def luminance(colour):
    def linear(c):
        c /= 255
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
    r, g, b = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)


def contrast(one, other):
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


class Judge(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.problems, self.headings = [], [], []
        self.links, self.languages, self.lowest, self.text = [], [], 99, []
        self.tables = []

    def style(self, name):
        for _, styles in reversed(self.stack):
            if name in styles:
                return styles[name]
        return {"color": "#000000", "background": "#ffffff"}[name]

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        styles = dict(re.findall(r"(?:^|;)\s*(color|background):(#[0-9a-f]{6})", attributes.get("style") or ""))
        if "url(" in (attributes.get("style") or "") or tag in REMOTE or "src" in attributes:
            self.problems.append(f"remote or active: {tag}")
        if any(name.startswith("on") for name in attributes):
            self.problems.append(f"handler on {tag}")
        if "lang" in attributes:
            self.languages.append([tag, attributes["lang"]])
        if tag == "a":
            self.links.append(attributes.get("href"))
        if tag == "table" and attributes.get("role") != "presentation":
            self.tables.append({"captions": 0, "columns": 0, "rows": 0, "bare": 0})
        if tag == "caption" and self.tables:
            self.tables[-1]["captions"] += 1
        if tag == "th" and self.tables:
            self.tables[-1][{"col": "columns", "row": "rows"}.get(attributes.get("scope"), "bare")] += 1
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.stack.append((tag, styles))

    def handle_endtag(self, tag):
        if not self.stack or self.stack[-1][0] != tag:
            self.problems.append(f"</{tag}> closes {self.stack[-1][0] if self.stack else 'nothing'}")
            return
        self.stack.pop()

    def handle_data(self, data):
        if data.strip() and any(tag == "body" for tag, _ in self.stack):
            self.text.append(data)
            self.lowest = min(self.lowest, contrast(self.style("color"), self.style("background")))


judge = Judge()
source = sys.stdin.buffer.read().decode("utf-8")
judge.feed(source)
judge.close()
judge.problems += [f"never closed: {tag}" for tag, _ in judge.stack]
json.dump({
    "problems": judge.problems, "headings": judge.headings, "links": judge.links,
    "languages": judge.languages, "tables": judge.tables, "lowestContrast": judge.lowest, "text": " ".join(judge.text),
}, sys.stdout)
