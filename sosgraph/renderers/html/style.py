"""The colours and measures of the page, by day and by night."""

STYLE = """
:root { color-scheme: light dark; --text: #1b1f24; --quiet: #57606a; --page: #fff; --panel: #f4f6f8; --line: #d0d7de;
  --error: #b3261e; --warning: #8a5a00; --info: #0b62a8; --mark: #ffe08a; --marked: #1b1f24; --link: #0b62a8; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e9ed; --quiet: #a0a9b3; --page: #15181c; --panel: #1f2429;
  --line: #3a424b; --error: #ff9a92; --warning: #f0c063; --info: #86c5ff; --mark: #6b5200; --marked: #fff; --link: #86c5ff; } }
body { color: var(--text); background: var(--page); font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 0 auto;
  padding: 1.5rem; overflow-wrap: anywhere; }
h1 { font-size: 1.4rem; } h2 { font-size: 1.15rem; margin-top: 2rem; } h3 { font-size: 1rem; margin: 0; }
a { color: var(--link); } .quiet { color: var(--quiet); font-size: .875rem; }
article { border: 1px solid var(--line); border-left: .3rem solid; border-radius: .3rem; padding: .75rem 1rem; margin: 1rem 0; }
article.error { border-left-color: var(--error); } article.warning { border-left-color: var(--warning); }
article.info { border-left-color: var(--info); } article p { margin: .25rem 0; }
.error > h3 b { color: var(--error); } .warning > h3 b { color: var(--warning); } .info > h3 b { color: var(--info); }
code, pre { font: .875rem/1.5 ui-monospace, monospace; } bdi, code, td, th { unicode-bidi: isolate; }
pre { background: var(--panel); padding: .4rem .75rem; margin: .25rem 0; overflow-x: auto; border-radius: .2rem; }
pre span { color: var(--quiet); user-select: none; } mark { background: var(--mark); color: var(--marked); }
.page { white-space: pre-wrap; } div.wide { overflow-x: auto; }
table { border-collapse: collapse; } th, td { border: 1px solid var(--line); padding: .25rem .6rem; text-align: left;
  overflow-wrap: normal; }
th { background: var(--panel); } td.number, th.number { text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums; }
""".strip()
