"""The feedback page: one file, no script, no address of another machine."""

POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5a6675; --paper: #fff; --card: #f6f8fa; --line: #d8dee6;
  --right: #176639; --right-back: #e3f4e9; --wrong: #9a3412; --wrong-back: #fdefe6; --partly: #7a5200; --partly-back: #fdf5dc;
  --pending: #34558b; --pending-back: #e8effb; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --soft: #a2adba; --paper: #14181d; --card: #1d232b;
  --line: #38424e; --right: #86d9a5; --right-back: #173526; --wrong: #ffb38a; --wrong-back: #3d2415; --partly: #ecc96b;
  --partly-back: #382e12; --pending: #a9c5f5; --pending-back: #1c2b45; --link: #8bbcf3; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1.25rem 4rem; max-width: 58rem; color: var(--ink); background: var(--paper);
  font: 16px/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK SC", sans-serif; }
a { color: var(--link); }
h1 { font-size: 1.7rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font-size: 1.25rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1.05rem; margin: 0; }
.who { color: var(--soft); margin: 0; overflow-wrap: anywhere; }
.points { font-size: 1.35rem; font-weight: 650; margin: .75rem 0 0; }
table { border-collapse: collapse; }
.glance { width: 100%; }
.glance th, .glance td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line);
  overflow-wrap: anywhere; }
.glance thead th { border-top: 0; color: var(--soft); font-weight: 600; font-size: .9rem; }
.glance th { overflow-wrap: break-word; }
.glance td.number { white-space: nowrap; font-variant-numeric: tabular-nums; }
.why { white-space: pre-wrap; overflow-wrap: anywhere; }
.state { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap; }
.right { color: var(--right); background: var(--right-back); } .wrong { color: var(--wrong); background: var(--wrong-back); }
.partly { color: var(--partly); background: var(--partly-back); } .pending { color: var(--pending); background: var(--pending-back); }
.mends { padding: .75rem 1rem .75rem 2.25rem; margin: 0; background: var(--partly-back); border-radius: .5rem; overflow-wrap: anywhere; }
.mends li + li { margin-top: .4rem; }
.cell { margin: 1rem 0; }
.card { border: 1px solid var(--line); border-radius: .6rem; padding: .75rem 1rem; background: var(--card); }
.card > header { display: flex; flex-wrap: wrap; gap: .35rem .75rem; align-items: baseline; margin-bottom: .5rem; }
.card > header .score { margin-left: auto; font-variant-numeric: tabular-nums; }
.verdict { margin: .5rem 0; padding: .6rem .9rem; border-radius: .4rem; }
.note { color: var(--soft); font-size: .9rem; margin: .5rem 0 0; }
pre { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; }
.highlight, .outputs { padding: .6rem .8rem; border-radius: .4rem; overflow-x: auto; }
.highlight { background: var(--card); border: 1px solid var(--line); }
.card .highlight { background: var(--paper); }
.outputs { border-left: 3px solid var(--line); border-radius: 0; margin-top: .4rem; }
.text img, .outputs img { max-width: 100%; height: auto; background: #fff; }
.text table, .outputs table { display: block; overflow-x: auto; }
.text td, .text th, .outputs td, .outputs th { border: 1px solid var(--line); padding: .2rem .5rem; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .9em; }
summary { cursor: pointer; }
@media print { body { max-width: none; } .cell { break-inside: avoid; } }
@media (max-width: 40rem) { .glance thead { display: none; } .glance tr { display: block; border-top: 1px solid var(--line); padding: .5rem 0; }
  .glance th, .glance td { display: block; border: 0; padding: .1rem 0; } }
"""

COLOURS = """
.highlight .k, .highlight .kn, .highlight .kc, .highlight .ow { color: #8250df; } .highlight .s1, .highlight .s2, .highlight .sd,
.highlight .sa, .highlight .si, .highlight .se { color: #0a6640; } .highlight .c1, .highlight .c { color: #5a6675; font-style: italic; }
.highlight .mi, .highlight .mf { color: #0b57a4; } .highlight .nf, .highlight .nc { color: #953800; }
@media (prefers-color-scheme: dark) { .highlight .k, .highlight .kn, .highlight .kc, .highlight .ow { color: #c9a8ff; }
.highlight .s1, .highlight .s2, .highlight .sd, .highlight .sa, .highlight .si, .highlight .se { color: #86d9a5; }
.highlight .c1, .highlight .c { color: #a2adba; } .highlight .mi, .highlight .mf { color: #8bbcf3; }
.highlight .nf, .highlight .nc { color: #ffb38a; } }
.ansi-red-fg, .ansi-red-intense-fg { color: var(--wrong); } .ansi-green-fg, .ansi-green-intense-fg { color: var(--right); }
.ansi-bold { font-weight: 700; }
"""

PAGE = """<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{ say("title", notebook=name) }}</title>
<style>{{ style }}</style>
</head>
<body id="top">
<header>
<h1>{{ say("title", notebook=name) }}</h1>
<p class="who">{{ say("learner", learner=learner) }}</p>
<p class="points">{{ say("points", score=score, max_score=max_score) }}</p>
{% if penalty %}<p class="note">{{ say("late", penalty=penalty) }}</p>{% endif %}
{% if uncontained %}<p class="note">{{ say("uncontained") }}</p>{% endif %}
</header>
<main>
{% if mends %}
<section aria-labelledby="mends"><h2 id="mends">{{ say("mends") }}</h2>
<ul class="mends">{% for text in mends %}<li>{{ text }}</li>{% endfor %}</ul></section>
{% endif %}
{% if results %}
<section aria-labelledby="glance"><h2 id="glance">{{ say("summary") }}</h2>
<table class="glance"><thead><tr><th scope="col">{{ say("exercise") }}</th><th scope="col">{{ say("result") }}</th>
<th scope="col">{{ say("score") }}</th><th scope="col">{{ say("why") }}</th></tr></thead><tbody>
{% for one in results %}<tr><th scope="row"><a href="#{{ one.anchor }}">{{ one.name }}</a></th>
<td><span class="state {{ one.state }}">{{ say(one.state) }}</span></td>
<td class="number">{{ one.score }} / {{ one.points }}</td><td class="why">{{ one.why }}</td></tr>
{% endfor %}</tbody></table></section>
{% endif %}
<section aria-labelledby="notebook"><h2 id="notebook">{{ say("notebook") }}</h2>
{% for cell in cells %}
{% if cell.result or cell.label %}
<article class="cell card"{% if cell.anchor %} id="{{ cell.anchor }}"{% endif %}>
<header><h3>{{ cell.label }}</h3>{% if cell.name %}<code>{{ cell.name }}</code>{% endif %}
{% if cell.result %}<span class="score"><span class="state {{ cell.result.state }}">{{ say(cell.result.state) }}</span>
{{ cell.result.score }} / {{ cell.result.points }}</span>{% endif %}</header>
{% if cell.result and cell.result.why %}<p class="verdict why {{ cell.result.state }}">{{ cell.result.why }}</p>{% endif %}
<div class="text">{{ cell.body }}</div>
{% if cell.hidden %}<p class="note">{{ say("hidden") }}</p>{% endif %}
{% if cell.traceback %}<details><summary>{{ say("own_traceback") }}</summary><div class="outputs">{{ cell.traceback }}</div></details>{% endif %}
{% for html in cell.outputs %}<div class="outputs">{{ html }}</div>{% endfor %}
{% if cell.comment %}<p class="note">{{ say("comment") }}</p><p class="why">{{ cell.comment }}</p>{% endif %}
</article>
{% else %}
<div class="cell text">{{ cell.body }}{% for html in cell.outputs %}<div class="outputs">{{ html }}</div>{% endfor %}</div>
{% endif %}
{% endfor %}
</section>
<p><a href="#top">{{ say("to_top") }}</a></p>
</main>
</body>
</html>
"""
