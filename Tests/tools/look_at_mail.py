"""Looks at the HTML of mails as a reader does: look_at_mail.py OUT FILE.html ...

Each file is shown by a headless Chromium at 320 and 800 pixels, in light and in dark, and again with every style taken
away, as some mail programs do. A picture of each goes into the folder OUT. JSON out, one object a file:

  violations  what axe-core finds, with the look it was found in
  unsure      texts whose contrast axe cannot measure
  wide        looks that are wider than the window
  order       looks in which a block stands above the one before it
  lost        words that are gone, or in another order, without styles
  requests    what the page asked the network for
"""
import json
import os
import pathlib
import shutil
import sys

import axe_playwright_python
from playwright.sync_api import sync_playwright

AXE = pathlib.Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
WIDTHS = (320, 800)
SCHEMES = ("light", "dark")

# A mail is shown inside the page of a mail program, which has the landmarks.
CHECK = """async () => {
  const result = await axe.run(document, {
    resultTypes: ["violations", "incomplete"],
    rules: { region: { enabled: false }, "landmark-one-main": { enabled: false } } });
  const told = rules => rules.flatMap(rule => rule.nodes.map(node =>
    ({ rule: rule.id, target: node.target.join(" "), html: node.html.slice(0, 200), why: node.failureSummary })));
  const contrast = result.incomplete.filter(rule => rule.id === "color-contrast");
  // The coloured square beside a word is too short a text for it, and says nothing of its own.
  contrast.forEach(rule => rule.nodes = rule.nodes.filter(node =>
    !document.querySelector(node.target[0]).closest("[aria-hidden=true]")));
  return { violations: told(result.violations), unsure: told(contrast) };
}"""

WORDS = """() => {
  document.querySelectorAll("details").forEach(one => one.open = true);
  return document.body.innerText.split(/\\s+/).filter(word => word);
}"""

# What only a list of mails shows beside the subject; styles hide it in the mail itself.
HIDDEN = """() => document.querySelectorAll("body > div").forEach(one => {
  if (getComputedStyle(one).display === "none") one.remove(); })"""

STRIP = """() => {
  document.querySelectorAll("style").forEach(one => one.remove());
  document.querySelectorAll("[style]").forEach(one => one.removeAttribute("style"));
}"""

OUT_OF_ORDER = """() => {
  const blocks = [...document.querySelectorAll("h1,h2,h3,h4,p,summary")].filter(one => one.offsetParent);
  const tops = blocks.map(one => one.getBoundingClientRect().top);
  return blocks.filter((one, place) => place > 0 && tops[place] < tops[place - 1]).map(one => one.innerText);
}"""

WIDTH = "() => document.documentElement.scrollWidth"


class Look:
    """One page in one scheme and width."""

    def __init__(self, browser, source, scheme, width, requests):
        self.name = f"{width}-{scheme}"
        self.page = browser.new_page(viewport={"width": width, "height": 640}, color_scheme=scheme)
        self.page.route("**/*", lambda route: (requests.append(route.request.url), route.abort()))
        self.page.set_content(source, wait_until="load")
        self.width = width

    def is_wide(self):
        return self.page.evaluate(WIDTH) > self.width

    def picture(self, path):
        self.page.screenshot(path=path, full_page=True, animations="disabled")


def look(browser, source, picture):
    found = {"violations": [], "unsure": [], "wide": [], "order": [], "lost": [], "requests": []}

    def note(look, name):
        if look.is_wide():
            found["wide"].append(name)
        found["order"] += [f"{name}: {text}" for text in look.page.evaluate(OUT_OF_ORDER)]
        look.picture(picture(name))

    for width in WIDTHS:
        for scheme in SCHEMES:
            shown = Look(browser, source, scheme, width, found["requests"])
            note(shown, shown.name)
            shown.page.evaluate(AXE)
            for kind, faults in shown.page.evaluate(CHECK).items():
                found[kind] += [{"look": shown.name, **fault} for fault in faults]
            shown.page.close()
    bare = Look(browser, source, "light", WIDTHS[0], found["requests"])
    bare.page.evaluate(HIDDEN)
    styled = bare.page.evaluate(WORDS)
    bare.page.evaluate(STRIP)
    note(bare, f"{WIDTHS[0]}-bare")
    plain = bare.page.evaluate(WORDS)
    if styled != plain:
        found["lost"] = [word for word in styled if word not in plain] or ["the order differs"]
    bare.page.close()
    return found


def main():
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        sys.exit("there is no chromium on the PATH: run `make setup-test`")
    # Its sandbox needs a user who is not root.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    findings = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for name in sys.argv[2:]:
            path = pathlib.Path(name)
            found = look(browser, path.read_text("utf-8"), lambda view, stem=path.stem: out / f"{stem}.{view}.png")
            findings.append({"file": path.name, **found})
        browser.close()
    json.dump(findings, sys.stdout)


main()
