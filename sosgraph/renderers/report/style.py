"""The looks of the review: on a screen by day and by night, and on paper."""

STYLE = """
:root { color-scheme: light dark; --text: #1f2933; --quiet: #52606d; --page: #fff; --panel: #f5f7fa; --line: #cbd2d9;
  --error: #b3261e; --warning: #8a5a00; --info: #0b62a8; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --quiet: #a5b1bd; --page: #161b22; --panel: #1e252d;
  --line: #3a434d; --error: #ff9a92; --warning: #f0c063; --info: #86c5ff; } }
body { color: var(--text); background: var(--page); font: 16px/1.55 system-ui, sans-serif; max-width: 64rem; margin: 0 auto;
  padding: 2rem 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.8rem; margin: 0; } h2 { font-size: 1.3rem; margin: 2.5rem 0 .5rem; border-top: 2px solid var(--line);
  padding-top: 1rem; } h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
.quiet, figcaption { color: var(--quiet); font-size: .875rem; } .lead { font-size: 1.05rem; }
ol.first > li { margin: 1rem 0; } ol.first b.error { color: var(--error); } b.warning { color: var(--warning); }
b.info { color: var(--info); } code { font: .875em/1.5 ui-monospace, monospace; } bdi, code, td, th { unicode-bidi: isolate; }
figure { margin: 1.5rem 0; } figure svg { max-width: 100%; height: auto; border: 1px solid var(--line); border-radius: .3rem; }
div.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: .875rem; margin: .5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .7rem; text-align: left; vertical-align: top;
  overflow-wrap: normal; }
th { background: var(--panel); } td.number, th.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
@media print { :root { --text: #000; --quiet: #444; --page: #fff; --panel: #f2f2f2; --line: #bbb; } body { max-width: none;
  padding: 0; font-size: 10.5pt; } h2 { break-after: avoid; } figure, tr, li { break-inside: avoid; } thead { display:
  table-header-group; } div.wide { overflow: visible; } }
@page { margin: 18mm; }
""".strip()
