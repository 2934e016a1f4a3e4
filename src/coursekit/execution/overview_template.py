"""How the page of a run looks: no script, no address of another machine, light and dark, narrow and wide, on paper."""

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

STYLE = """
:root { color-scheme: light dark; --ink: #1c2430; --soft: #56616f; --paper: #fff; --card: #f6f8fa; --line: #d8dee6;
  --good: #176639; --good-back: #e3f4e9; --bad: #b42318; --bad-back: #fdeceA; --open: #7a5200; --open-back: #fdf5dc;
  --known: #34558b; --known-back: #e8effb;
  --band: #cfe3f7; --band-edge: #6f9fcb; --tick: #2f6ea8; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --ink: #e3e8ee; --soft: #a2adba; --paper: #14181d; --card: #1b2129; --line: #36404c;
  --good: #86d9a5; --good-back: #163324; --bad: #ff9c8f; --bad-back: #40201d; --open: #ecc96b; --open-back: #382e12;
  --known: #a9c5f5; --known-back: #1c2b45;
  --band: #22405c; --band-edge: #4d7fae; --tick: #8bbcf3; --link: #8bbcf3; } }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 84rem; color: var(--ink); background: var(--paper);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0; font-weight: 650; }
h2 { font-size: 1.25rem; margin: 3rem 0 .5rem; font-weight: 650; }
h3 { font-size: 1rem; margin: 0; font-weight: 650; }
p { margin: .25rem 0; }
code, pre { font-family: ui-monospace, "SF Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .86em; }
pre { margin: .5rem 0 0; padding: .65rem .8rem; border: 1px solid var(--line); border-radius: .4rem; background: var(--paper);
  white-space: pre-wrap; max-height: 28rem; overflow-y: auto; line-height: 1.5; }
summary { cursor: pointer; color: var(--soft); margin-top: .5rem; }
.soft { color: var(--soft); }
.small { font-size: .87rem; }
.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.tone { display: inline-block; padding: .05rem .6rem; border-radius: 1rem; font-size: .85rem; font-weight: 600; white-space: nowrap;
  color: var(--soft); background: var(--card); }
.tone.good { color: var(--good); background: var(--good-back); } .tone.bad { color: var(--bad); background: var(--bad-back); }
.tone.open { color: var(--open); background: var(--open-back); }
.tone.known { color: var(--known); background: var(--known-back); } .tone.none { background: none; padding-left: 0; font-weight: 400; }
header { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; }
header .tone { font-size: 1.05rem; padding: .2rem .95rem; }
.facts { display: flex; flex-wrap: wrap; gap: .1rem 1.75rem; margin: .75rem 0 0; color: var(--soft); font-size: .92rem; }
.facts div { display: flex; gap: .4rem; } .facts dt { flex: none; } .facts dd { margin: 0; color: var(--ink); }
.totals { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem; margin: 1.5rem 0 0; }
.totals div { padding: .8rem 1rem; border: 1px solid var(--line); border-radius: .6rem; background: var(--card);
  display: flex; flex-direction: column-reverse; justify-content: flex-end; }
.totals dt { color: var(--soft); font-size: .87rem; } .totals dd { margin: 0; font-size: 1.4rem; line-height: 1.3; font-weight: 650; }
.totals dd.bad { color: var(--bad); }
nav { margin: 1.25rem 0 0; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; }
table { border-collapse: collapse; width: 100%; margin: .75rem 0 0; }
th, td { text-align: left; vertical-align: top; padding: .6rem 1rem .6rem 0; border-top: 1px solid var(--line); }
thead th { border-top: 0; font-weight: 600; padding-bottom: .35rem; vertical-align: bottom; }
thead th .soft { font-weight: 400; display: block; }
tbody th { font-weight: 600; } tbody th a { color: inherit; text-decoration-color: var(--line); }
tbody th .soft { display: block; font-weight: 400; }
.cells .number { text-align: right; } .cells th { white-space: nowrap; }
.verdict { display: flex; flex-wrap: wrap; gap: .1rem .6rem; align-items: baseline; }
.failure { border: 1px solid var(--line); border-left: 4px solid var(--bad); border-radius: .5rem; background: var(--card);
  padding: .8rem 1rem; margin: .75rem 0 0; }
.failure.open { border-left-color: var(--open); }
.failure .error { font-weight: 600; color: var(--bad); margin-top: .35rem; white-space: pre-wrap; }
.failure ul { margin: .35rem 0 0; padding-left: 1.2rem; }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: .4rem 0 0; align-items: center; }
.legend span { display: inline-flex; align-items: center; gap: .45rem; }
.lesson { margin: 1.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
.lesson > .verdict { align-items: center; }
.results { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 23rem), 1fr)); gap: .75rem 2.25rem;
  align-items: end; margin: .75rem 0 0; padding: 0; list-style: none; }
.results li { min-width: 0; }
.results .what { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0 1rem; align-items: baseline; }
.results .value { font-weight: 600; margin-left: auto; font-variant-numeric: tabular-nums; }
.results .value .soft { font-weight: 400; }
.results .bad .value, .results .bad .word { color: var(--bad); }
.results .word { font-weight: 400; color: var(--good); } .results .none .word { color: var(--soft); }
.strip { display: block; width: 100%; height: 38px; overflow: hidden; }
.strip .axis { stroke: var(--line); } .strip .band { fill: var(--band); stroke: var(--band-edge); }
.strip .break { fill: var(--paper); } .strip .tick { stroke: var(--tick); stroke-width: 1.5; }
.strip .dot { fill: var(--soft); stroke: var(--paper); stroke-width: 1.5; }
.strip.good .dot { fill: var(--good); } .strip.bad .dot { fill: var(--bad); }
.strip text { fill: var(--soft); font-size: 11.5px; font-variant-numeric: tabular-nums; }
.without { margin: .6rem 0 0; }
footer { margin: 3.5rem 0 0; padding-top: 1rem; border-top: 1px solid var(--line); }
@media screen and (max-width: 48rem) {
  body { padding: 1.25rem 1rem 3rem; }
  .totals { grid-template-columns: 1fr 1fr; } .totals dd { font-size: 1.2rem; }
  table, tbody, tr, tbody th, td { display: block; } thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  tr { border-top: 1px solid var(--line); padding: .75rem 0; } tbody th, td { border: 0; padding: .1rem 0; }
  td { display: flex; flex-wrap: wrap; align-items: baseline; gap: .1rem .6rem; } td .verdict { column-gap: .45rem; }
  .cells th { white-space: normal; } .cells td.number { display: inline-flex; margin-right: .8rem; }
  td[data-label]::before { content: attr(data-label); color: var(--soft); font-size: .87rem; }
}
@media print { html { font-size: 11px; } body { max-width: none; padding: 0; font-size: 1rem; } nav { display: none; } .tone, .strip, .failure, .totals div {
  print-color-adjust: exact; -webkit-print-color-adjust: exact; } tr, .results li, .failure, .lesson > .verdict { break-inside: avoid; }
  h2, h3 { break-after: avoid; } pre { max-height: none; } a { color: inherit; } }
"""

STRIP = """{% macro strip(result, id) %}
{% set it = result.strip %}
<svg class="strip {{ result.tone }}" role="img" aria-labelledby="{{ id }}-t {{ id }}-d" height="38">
<title id="{{ id }}-t">{{ result.title }}</title><desc id="{{ id }}-d">{{ result.description }}</desc>
<line class="axis" x1="2%" x2="98%" y1="12" y2="12"/>
<rect class="band" x="{{ it.start }}%" width="{{ it.width }}%" y="4.5" height="15" rx="2"/>
{% if it.broken_until is not none %}
<rect class="break" x="{{ it.broken_until - 4.5 }}%" width="1.2%" y="2" height="20"/>
{% endif %}
{% for x in it.ticks %}
<line class="tick" x1="{{ x }}%" x2="{{ x }}%" y1="6" y2="18"/>
{% endfor %}
{% if it.dot is not none %}
<circle class="dot" cx="{{ it.dot }}%" cy="12" r="5.5"/>
{% elif it.arrow %}
<svg x="{{ "2%" if it.arrow == "left" else "98%" }}" y="12" overflow="visible"><path class="dot" d="{{ "M12-7 0 0l12 7z" if it.arrow == "left" else "M-12-7 0 0l-12 7z" }}"/></svg>
{% endif %}
{% if it.ends|length == 1 %}
<text x="50%" y="34" text-anchor="middle">{{ it.ends[0] }}</text>
{% else %}
<text x="20%" y="34" text-anchor="middle">{{ it.ends[0] }}</text><text x="80%" y="34" text-anchor="middle">{{ it.ends[1] }}</text>
{% if it.scale == "log" %}<text x="50%" y="34" text-anchor="middle">log scale</text>{% endif %}
{% endif %}
</svg>
{% endmacro %}
"""

LINKS = """{% macro links(cell, lesson) %}
{% for word, address in cell.links.items() %}<a href="{{ address }}" aria-label="{{ word }} of {{ lesson }}">{{ word }}</a>{{ " " if not loop.last }}{% endfor %}
{% endmacro %}
"""

PAGE = (
    STRIP
    + LINKS
    + """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{{ policy }}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>{{ word }}: coursekit run, profile {{ facts.profile }}</title>
<style>{{ style|safe }}</style>
</head>
<body>
<header>
<h1>Course run, profile {{ facts.profile }}</h1>
<span class="tone {{ tone }}" id="verdict">{{ {"good": "✓ ", "bad": "✗ "}.get(tone, "") }}{{ word }}</span>
</header>
<dl class="facts">
<div><dt>ended</dt><dd>{{ date }}</dd></div>
<div><dt>seed</dt><dd>{{ facts.seed }}</dd></div>
{% for backend, device in where %}
<div><dt>computed on</dt><dd>{{ backend }}, {{ device }}</dd></div>
{% endfor %}
{% if facts.machine %}
<div><dt>machine</dt><dd>{{ facts.machine }}</dd></div>
{% endif %}
{% for name, version in facts.versions.items() %}
<div><dt>{{ name }}</dt><dd>{{ version }}</dd></div>
{% endfor %}
</dl>
<dl class="totals">
<div><dt>lessons passed{{ "; %d not run again"|format(cached) if cached }}</dt><dd{% if passed_lessons < planned %} class="bad"{% endif %}>{{ passed_lessons }} of {{ planned }}</dd></div>
<div><dt>{{ "results in their bands" if held else "no result has a band here" }}</dt><dd{% if inside < held %} class="bad"{% endif %}>{{ "%d of %d"|format(inside, held) if held else "–" }}</dd></div>
<div><dt>in all; the lessons add up to {{ summed_seconds|seconds }}</dt><dd>{{ wall_seconds|seconds }}</dd></div>
<div><dt>largest memory{% if largest and largest.peak_memory_bytes %}, {{ largest.lesson }}{% endif %}</dt><dd>{{ (largest.peak_memory_bytes if largest else 0)|memory }}</dd></div>
</dl>
{% set troubles = failed|length + differing|length + missed|selectattr(1)|list|length + facts.refused|length %}
<nav aria-label="On this page">
{% if troubles or facts.interrupted %}<a href="#failures">What failed</a>{% endif %}
<a href="#lessons">Lessons</a> <a href="#results">Results and their bands</a> {% if slowest %}<a href="#slowest">Slowest cells</a>{% endif %}
</nav>

{% if troubles or facts.interrupted %}
<section id="failures" aria-labelledby="failures-h">
<h2 id="failures-h">What failed</h2>
{% if facts.interrupted %}
<div class="failure open"><p>The run was interrupted. Lessons that had not ended are called not finished; their numbers are missing, not zero.</p></div>
{% endif %}
{% if facts.refused %}
<article class="failure"><h3>Not recorded</h3><ul>{% for line in facts.refused %}<li>{{ line }}</li>{% endfor %}</ul></article>
{% endif %}
{% for lesson in failed %}
{% set failure = lesson.outcome.failure %}
<article class="failure">
<h3>{{ lesson.outcome.lesson }}</h3>
{% if failure.cell_number is not none %}
<p>code cell {{ failure.cell_number }}{% if failure.cell_name %} ({{ failure.cell_name }}){% endif %}{% if failure.first_line %}: <code>{{ failure.first_line }}</code>{% endif %}</p>
{% endif %}
<p class="error">{{ failure.error|short }}</p>
{% if failure.last_output %}
<p class="small soft">last output of the cell</p>
<pre>{{ failure.last_output|short }}</pre>
{% endif %}
{% if failure.traceback %}
<details><summary>traceback</summary><pre>{{ failure.traceback|short }}</pre></details>
{% endif %}
<p class="small">{{ links(lesson.cell, lesson.outcome.lesson) }}</p>
</article>
{% endfor %}
{% for lesson, results in missed if results %}
<article class="failure">
<h3>{{ lesson.outcome.lesson }}</h3>
<ul>
{% for result in results %}
<li><a href="#lesson-{{ lesson.outcome.lesson }}">{{ result.name }}</a>: {{ result.sentence }}{% if result.note %} <span class="soft small">({{ result.note }})</span>{% endif %}</li>
{% endfor %}
</ul>
<p class="small">{{ links(lesson.cell, lesson.outcome.lesson) }}</p>
</article>
{% endfor %}
{% for verification in differing %}
<article class="failure">
<h3>{{ verification.lesson }}</h3>
{% if verification.against %}
<p>Run again, it did not put out what is recorded in <code>{{ verification.against }}</code>. If it was meant to change: <code>coursekit run {{ verification.lesson }} --record</code>{% if verification.versions %} <span class="soft small">({{ verification.versions }})</span>{% endif %}</p>
{% else %}
<p>Run again, it did not put out the same.</p>
{% endif %}
{% if verification.error %}
<pre>{{ verification.error|short }}</pre>
{% endif %}
{% for difference in verification.differences %}
<p>code cell {{ difference.number }}{% if difference.name %} ({{ difference.name }}){% endif %}{% if difference.first_line %}: <code>{{ difference.first_line }}</code>{% endif %}</p>
<details><summary>what differs</summary><pre>{{ difference.detail|short }}</pre></details>
{% endfor %}
</article>
{% endfor %}
</section>
{% endif %}

<section id="lessons" aria-labelledby="lessons-h">
<h2 id="lessons-h">Lessons</h2>
<p class="soft small">One column a setting: profile, backend, device. Seconds and memory are a whole lesson's, kernel start included.
{% if table.settings|length > 1 %}Where this run did not go stands the newest run beside it, else how many bands are recorded.{% endif %}</p>
<table>
<thead><tr><th scope="col">lesson</th>
{% for setting in table.settings %}
<th scope="col">{{ setting.profile }} · {{ setting.backend }} · {{ setting.device }}<span class="soft small">{{ "this run" if setting in table.live else "not this run" }}</span></th>
{% endfor %}
</tr></thead>
<tbody>
{% for (module, lesson), cells in table.rows %}
<tr><th scope="row">{% if lesson in told %}<a href="#lesson-{{ lesson }}">{{ lesson }}</a>{% else %}{{ lesson }}{% endif %}<span class="soft small">{{ module|modulename }}</span></th>
{% for cell in cells %}
<td data-label="{{ table.settings[loop.index0].profile }} · {{ table.settings[loop.index0].backend }} · {{ table.settings[loop.index0].device }}">
<div class="verdict"><span class="tone {{ cell.tone }}">{{ {"good": "✓ ", "bad": "✗ "}.get(cell.tone, "") }}{{ cell.word }}</span>
{% if cell.seconds %}
<span class="number">{{ cell.seconds|seconds }}</span>{% endif %}{% if cell.peak_memory_bytes %}<span class="number">{{ cell.peak_memory_bytes|memory }}</span>
{% endif %}
{{ links(cell, lesson) }}</div>
{% if cell.notes %}<div class="soft small">{{ cell.notes|join(" · ") }}</div>{% endif %}
</td>
{% endfor %}
</tr>
{% endfor %}
</tbody>
</table>
</section>

<section id="results" aria-labelledby="results-h">
<h2 id="results-h">Results and their bands</h2>
<p class="legend soft small">
<span><svg aria-hidden="true" class="strip" style="width:34px;height:16px"><rect class="band" x="1" y="2" width="32" height="12" rx="2"/></svg>recorded band</span>
<span><svg aria-hidden="true" class="strip" style="width:12px;height:16px"><line class="tick" x1="2" x2="2" y1="2" y2="14"/><line class="tick" x1="6" x2="6" y1="2" y2="14"/><line class="tick" x1="10" x2="10" y1="2" y2="14"/></svg>its runs, one a seed</span>
<span><svg aria-hidden="true" class="strip good" style="width:14px;height:16px"><circle class="dot" cx="7" cy="8" r="5.5"/></svg>this run, inside</span>
<span><svg aria-hidden="true" class="strip bad" style="width:14px;height:16px"><circle class="dot" cx="7" cy="8" r="5.5"/></svg>this run, outside</span>
<span><svg aria-hidden="true" class="strip bad" style="width:14px;height:16px"><path class="dot" d="M1 1 13 8 1 15z"/></svg>farther out than the strip reaches</span>
</p>
{% for lesson in lessons %}
{% set number = loop.index %}
<article class="lesson" id="lesson-{{ lesson.outcome.lesson }}">
<div class="verdict"><h3>{{ lesson.outcome.lesson }}</h3><span class="tone {{ lesson.cell.tone }}">{{ {"good": "✓ ", "bad": "✗ "}.get(lesson.cell.tone, "") }}{{ lesson.cell.word }}</span>
<span class="soft small">{{ lesson.cell.notes|join(" · ") }}</span> <span class="small">{{ links(lesson.cell, lesson.outcome.lesson) }}</span></div>
{% if lesson.outcome.synthetic %}
<p class="small">SYNTHETIC DATA stood in for {{ lesson.outcome.synthetic|join(", ") }}: results are shown, not held to their bands.</p>
{% endif %}
{% for tex in lesson.outcome.unrendered %}
<p class="small">This formula stands as TeX source in the page: <code>{{ tex }}</code></p>
{% endfor %}
{% if lesson.results %}
<ul class="results">
{% for result in lesson.results %}
<li class="{{ result.tone }}"><div class="what"><code>{{ result.name }}</code><span class="value">{{ result.value }}{% if result.unit %} <span class="soft">{{ result.unit }}</span>{% endif %} <span class="word small">{{ result.words }}</span></span></div>
{{ strip(result, "s%d-%d"|format(number, loop.index)) }}</li>
{% endfor %}
</ul>
{% endif %}
{% if lesson.missing %}
<p class="without small soft">The lesson did not come to: {{ lesson.missing|join(", ") }}.</p>
{% endif %}
{% if lesson.without_band %}
<p class="without small"><span class="soft">No band here:</span> {% for result in lesson.without_band %}<code>{{ result.name }}</code> {{ result.value }}{% if result.unit %} {{ result.unit }}{% endif %}{{ ", " if not loop.last else "." }} {% endfor %}</p>
{% endif %}
{% if not (lesson.results or lesson.missing or lesson.without_band) %}
<p class="without small soft">No result was recorded, and no band asks for one here.</p>
{% endif %}
</article>
{% endfor %}
</section>

{% if slowest %}
<section id="slowest" aria-labelledby="slowest-h">
<h2 id="slowest-h">Slowest cells</h2>
<table class="cells">
<thead><tr><th scope="col">lesson</th><th scope="col" class="number">cell</th><th scope="col" class="number">time</th><th scope="col" class="number">peak memory</th><th scope="col">first line</th></tr></thead>
<tbody>
{% for outcome, cell in slowest %}
<tr><th scope="row">{{ outcome.lesson }}</th><td data-label="cell" class="number">{{ cell.number }}</td><td data-label="time" class="number">{{ cell.seconds|seconds }}</td><td data-label="peak memory" class="number">{{ cell.peak_memory_bytes|memory }}</td><td><code>{{ cell.first_line }}</code></td></tr>
{% endfor %}
</tbody>
</table>
</section>
{% endif %}
<footer class="soft small">Written by <code>coursekit run</code>. Beside this page: <code>results.json</code>, <code>timings.csv</code>, and each lesson's executed notebook.</footer>
</body>
</html>
"""
)
