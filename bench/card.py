"""Draw the picture that stands beside links to the archive: python bench/card.py.

Writes templates/static/card.png (1200 by 630): the name of the archive, and the Danish parts of all
missions on one axis. It needs Chromium, and is to be drawn again only when the missions have
changed so much that it shows.
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from archive.chart import BEND  # noqa: E402
from archive.load import load  # noqa: E402
from archive.register import register_of  # noqa: E402
from tests.browsers import find  # noqa: E402

CARD = ROOT / "templates" / "static" / "card.png"
WIDE, HIGH = 1200, 630
LEFT, TOP, WIDTH, HEIGHT = 80, 250, 1040, 290
PAGE = """<!DOCTYPE html><meta charset="utf-8"><style>
body {{ margin: 0; width: {wide}px; height: {high}px; background: #fdfcfa; color: #1a1917; }}
h1 {{ position: absolute; left: 80px; top: 66px; margin: 0; font: 400 66px/1.1 {serif}; }}
p {{ position: absolute; left: 80px; top: 158px; margin: 0; font: 30px/1.3 {serif}; }}
p {{ color: #4d4944; }}
svg {{ position: absolute; left: 0; top: 0; }}
text {{ font: 22px/1 {sans}; fill: #4d4944; text-anchor: middle; }}
line {{ stroke: #dcd8d1; stroke-width: 2; }}
rect {{ fill: #951f31; shape-rendering: crispEdges; }}
stop {{ stop-color: #951f31; }} .faint {{ stop-opacity: .08; }} .none {{ stop-opacity: 0; }}
</style><h1>{title}</h1><p>Danish forces abroad, as reported</p>
<svg width="{wide}" height="{high}"><defs>
<linearGradient id="in"><stop class="faint"/><stop class="full" offset="1"/></linearGradient>
<linearGradient id="out"><stop class="full"/><stop class="faint" offset="1"/></linearGradient>
<linearGradient id="gone"><stop class="full"/><stop class="none" offset="1"/></linearGradient>
<pattern id="broken" width="9" height="40" patternUnits="userSpaceOnUse">
<rect width="6" height="40"/></pattern></defs>{drawing}</svg>"""
FONTS = {
    "serif": 'Charter, "Bitstream Charter", Georgia, "Noto Serif", "DejaVu Serif", serif',
    "sans": 'system-ui, "Noto Sans", "DejaVu Sans", sans-serif',
}


def drawing() -> tuple[str, str]:
    """The title of the site, and the bars as SVG."""
    archive, problems = load(ROOT / "content")
    if archive is None:
        sys.exit("\n".join(str(problem) for problem in problems))
    register = register_of(archive, archive.missions, WIDTH)
    if register is None:
        sys.exit("There is no mission to draw.")

    def at(share: float) -> float:
        return round(LEFT + WIDTH * share / 100, 1)

    parts = []
    foot = TOP + HEIGHT
    for tick in register.ticks:
        x = at(tick.x)
        if tick.strong:
            parts.append(f'<line x1="{x}" x2="{x}" y1="{TOP - 8}" y2="{foot}"/>')
        # Before the bend the decades stand too close for their labels.
        if tick is register.ticks[0] or (tick.strong and int(tick.label) >= BEND):
            parts.append(f'<text x="{x}" y="{foot + 32}">{tick.label}</text>')
    step = HEIGHT / len(register.bars)
    for place, bar in enumerate(register.bars):
        y = round(TOP + place * step)
        for piece in bar.pieces:
            fill = "" if piece.kind == "solid" else f' style="fill: url(#{piece.kind})"'
            width = max(round(WIDTH * piece.width / 100, 1), 4)
            parts.append(f'<rect{fill} x="{at(piece.x)}" y="{y}" width="{width}" height="4"/>')
    return archive.site.title, "".join(parts)


def main() -> None:
    """Draw it."""
    title, bars = drawing()
    html = PAGE.format(title=title, drawing=bars, wide=WIDE, high=HIGH, **FONTS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find("chromium"), args=["--no-sandbox"]
        )
        page = browser.new_page(viewport={"width": WIDE, "height": HIGH})
        page.set_content(html)
        page.screenshot(path=CARD)
        browser.close()
    print(f"{CARD}: {CARD.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
