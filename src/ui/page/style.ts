// How the page looks: light and dark as the reader has it, from a phone to paper.

export const style = `
:root{color-scheme:light dark;--paper:#fff;--ground:#f6f7f9;--ink:#1b1f24;--faint:#59636e;--line:#d8dee4;--soft:#eaeef2;--good:#1a7f37;--bad:#c62828;--warn:#8a5a00;--run:#0b62c4;--accent:#6639ba}
@media (prefers-color-scheme:dark){:root{--paper:#161b22;--ground:#0d1117;--ink:#e6edf3;--faint:#9aa5b1;--line:#30363d;--soft:#21262d;--good:#4ac26b;--bad:#ff7b72;--warn:#e3b341;--run:#6cb6ff;--accent:#bc8cff}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
header,main,footer{max-width:72rem;margin:0 auto;padding:0 1.5rem}
header{padding-top:2.5rem;padding-bottom:1rem}
h1{font-size:clamp(1.5rem,1rem + 2.5vw,2.25rem);line-height:1.2;margin:.4rem 0 1.2rem;overflow-wrap:anywhere;letter-spacing:-.01em}
h2{font-size:1.05rem;margin:0 0 .9rem}
h3{font-size:1rem;margin:0 0 .4rem}
p{margin:.4rem 0}.problem p{white-space:pre-line}
small,.faint,footer{color:var(--faint)}small{font-size:.85em;font-weight:400}
.state{display:inline-block;margin:0;padding:.1rem .7rem;border-radius:1rem;border:1px solid;font-size:.85rem;font-weight:600}
.succeeded{color:var(--good)}.failed{color:var(--bad)}.cancelled,.retried{color:var(--warn)}.running,.starting,.pulling{color:var(--run)}.waiting,.skipped{color:var(--faint)}
dl{display:flex;flex-wrap:wrap;gap:.7rem 2.2rem;margin:0}dl div{min-width:0}dt{color:var(--faint);font-size:.8rem}dd{margin:0;overflow-wrap:anywhere}
section,article.problem,header .problem{background:var(--paper);border:1px solid var(--line);border-radius:.75rem;padding:1.2rem 1.4rem;margin:0 0 1.2rem;min-width:0}
.problems{background:none;border:0;padding:0}article.problem,header .problem{border-left:4px solid var(--bad)}header .problem{margin-top:1.2rem}
a{color:var(--run)}code,pre{font:.85rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}code{background:var(--soft);border-radius:.3rem;padding:.1rem .35rem;overflow-wrap:anywhere}
pre{background:var(--soft);border-radius:.5rem;padding:.8rem 1rem;margin:.6rem 0 0;overflow:auto}details pre{display:flex;flex-direction:column-reverse;max-height:32rem}summary{cursor:pointer;color:var(--faint);font-size:.9rem}
ul{margin:.4rem 0;padding-left:1.2rem}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:.93rem}th,td{text-align:left;padding:.4rem 1.2rem .4rem 0;border-bottom:1px solid var(--line);vertical-align:top}th{color:var(--faint);font-weight:500;font-size:.8rem;white-space:nowrap}tbody tr:last-child td{border-bottom:0}
tr.group th{white-space:normal;overflow-wrap:anywhere;color:var(--ink);font-weight:600;font-size:.93rem;padding-top:.9rem}.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.number:last-child{padding-right:.2rem}
svg{display:block;width:100%;height:auto}svg text{font:500 12.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink)}svg .faint{font-size:11.5px;font-weight:400;fill:var(--faint)}
svg path{fill:none;stroke:var(--line);stroke-width:1.5}svg path.critical{stroke:var(--accent);stroke-width:2}
g rect{fill:var(--paper);stroke:var(--line)}g.critical rect{stroke:var(--accent);stroke-width:2}g circle{fill:currentColor}
g.failed rect{stroke:var(--bad);stroke-width:2}g.skipped rect,g.waiting rect,g.cancelled rect{stroke-dasharray:4 3}
.legend{display:flex;flex-wrap:wrap;gap:.3rem 1.2rem;font-size:.85rem;color:var(--faint);margin:-.4rem 0 .8rem}.legend i{display:inline-block;width:1rem;height:.7rem;border-radius:.2rem;margin-right:.4rem}
.waits{background:repeating-linear-gradient(135deg,var(--line) 0 2px,transparent 2px 5px)}.starts{background:var(--line)}i.runs{background:var(--good)}i.runs.failed{background:var(--bad)}i.runs.cancelled{background:var(--warn)}.legend i.mark{height:.2rem;vertical-align:middle;background:var(--accent)}
.bars{list-style:none;margin:0;padding:0;font-size:.9rem}.bars li{display:grid;grid-template-columns:15rem 1fr 5rem;gap:.9rem;align-items:center;padding:.16rem 0}
.name{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}.critical .name{font-weight:600;color:var(--accent)}.time{text-align:right;color:var(--faint);font-variant-numeric:tabular-nums;white-space:nowrap}
.track{position:relative;height:1rem;background:var(--soft);border-radius:.25rem;overflow:hidden}.track i{position:absolute;top:0;bottom:0;min-width:2px}
.scale{display:flex;justify-content:space-between;margin:.2rem 5.9rem 0 15.9rem;font-size:.8rem;color:var(--faint)}
figure{margin:0 0 1.2rem}figure:last-child{margin:0}figcaption{margin-bottom:.4rem}iframe{display:block;width:100%;height:30rem;border:1px solid var(--line);border-radius:.5rem;background:#fff;resize:vertical}iframe.own{background:var(--paper)}
footer{padding-top:.4rem;padding-bottom:2.5rem;font-size:.85rem}
@media (max-width:40rem){header,main,footer{padding-left:.9rem;padding-right:.9rem}section,article.problem{padding:1rem}.bars li{grid-template-columns:1fr 4.5rem;gap:.1rem .6rem;padding:.3rem 0}.track{grid-row:2;grid-column:1/3;height:.7rem}.scale{margin:.2rem 0 0}iframe{height:22rem}th,td{padding-right:.8rem}dl{gap:.6rem 1.6rem}}
@media print{:root{--paper:#fff;--ground:#fff;--ink:#000;--faint:#444;--line:#bbb;--soft:#eee;--good:#1a7f37;--bad:#c62828;--warn:#8a5a00;--run:#0b62c4;--accent:#6639ba}body{font-size:11pt}section,article{break-inside:avoid;border-radius:0}.wide{overflow:visible}svg{min-width:0!important}details pre{display:block;max-height:none;white-space:pre-wrap}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
