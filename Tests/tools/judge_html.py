"""Judges a page read from standard input: nesting, headings, languages, links, remote resources, contrast. JSON out.

Three readers: the standard library's parser for what we want of the page, html5lib in strict mode for the syntax of
HTML, and tidy for elements and attributes. Of these, tidy may only complain of the attributes that mail programs of
old need for their tables.
"""
import html.parser
import json
import re
import subprocess
import sys

import html5lib

VOID = {"meta", "br", "img", "link", "hr", "input"}
REMOTE = {"img", "link", "script", "iframe", "object", "embed", "video", "audio", "source", "form"}
OF_OLD = re.compile(r'attribute "(align|border|cellpadding|cellspacing|width)" not allowed for HTML5$')


def luminance(colour):
    def linear(c):
        c /= 255
        return c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
    r, g, b = (int(colour[i:i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)


def contrast(one, other):
    a, b = sorted((luminance(one), luminance(other)), reverse=True)
    return (a + 0.05) / (b + 0.05)


def syntax_errors(source):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(source)
    return [f"html5lib, line {line}: {code} {values}" for (line, _), code, values in parser.errors]


def tidy_warnings(source):
    command = ["tidy", "-quiet", "-errors", "-utf8", "--show-info", "no"]
    said = subprocess.run(command, input=source.encode(), stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, check=False)
    return [f"tidy, {line}" for line in said.stderr.decode().splitlines() if not OF_OLD.search(line)]


class Judge(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.stack, self.problems, self.headings = [], [], []
        self.links, self.languages, self.lowest, self.text = [], [], 99, []
        self.tables, self.unmarked = [], []

    def style(self, name):
        for _, styles in reversed(self.stack):
            if name in styles:
                return styles[name]
        return {"color": "#000000", "background": "#ffffff"}[name]

    def is_in(self, name):
        return any(tag == name for tag, _ in self.stack)

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        styles = dict(re.findall(r"(?:^|;)\s*(color|background):(#[0-9a-f]{6})", attributes.get("style") or ""))
        if "url(" in (attributes.get("style") or "") or tag in REMOTE or "src" in attributes:
            self.problems.append(f"remote or active: {tag}")
        if tag == "style" and not self.is_in("head"):
            self.problems.append("style outside the head")
        if any(name.startswith("on") for name in attributes):
            self.problems.append(f"handler on {tag}")
        if "lang" in attributes:
            self.languages.append([tag, attributes["lang"]])
            styles["lang"] = attributes["lang"]
        if tag == "a":
            self.links.append(attributes.get("href"))
        if tag == "table" and attributes.get("role") not in ("presentation", "img"):
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
        if self.is_in("style"):
            if "url(" in data or "@import" in data:
                self.problems.append("the style block loads something")
        elif data.strip() and self.is_in("body"):
            self.text.append(data)
            self.lowest = min(self.lowest, contrast(self.style("color"), self.style("background")))
            self.check_language(data)

    def check_language(self, data):
        """Mail programs drop html and body: the language must stand on something within them."""
        if not any("lang" in styles for tag, styles in self.stack if tag not in ("html", "body")):
            self.unmarked.append(data.strip())


judge = Judge()
page = sys.stdin.buffer.read().decode("utf-8")
judge.feed(page)
judge.close()
judge.problems += [f"never closed: {tag}" for tag, _ in judge.stack]
judge.problems += [f"in no language: {text[:60]}" for text in judge.unmarked]
judge.problems += syntax_errors(page) + tidy_warnings(page)
json.dump({
    "problems": judge.problems, "headings": judge.headings, "links": judge.links,
    "languages": judge.languages, "tables": judge.tables, "lowestContrast": judge.lowest, "text": " ".join(judge.text),
}, sys.stdout)
