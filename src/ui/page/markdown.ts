// Markdown of a report as a document for a frame. It may hold any HTML: the frame has no rights, and its page loads nothing.
import {Marked} from 'marked';

const markdown = new Marked({gfm: true});

export const markdownPage = (text: string): string =>
	`<!doctype html><meta charset="utf-8"><style>${style}</style>${markdown.parse(text, {async: false})}`;

const style = `
:root{color-scheme:light dark}
body{margin:1rem 1.2rem;font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;color:#1b1f24;background:#fff}
@media (prefers-color-scheme:dark){body{color:#e6edf3;background:#161b22}}
h1,h2,h3{line-height:1.25;margin:1.2em 0 .5em}h1{font-size:1.4rem}h2{font-size:1.2rem}h3{font-size:1rem}body>:first-child{margin-top:0}
table{border-collapse:collapse;margin:1em 0}th,td{border-bottom:1px solid #8885;padding:.35em 1.2em .35em 0;text-align:left}[align=right]{text-align:right}[align=center]{text-align:center}
pre,code{font:.87em/1.5 ui-monospace,Menlo,Consolas,monospace}pre{overflow-x:auto;padding:.8em;border-radius:.4em}pre,code{background:#8882}img{max-width:100%}
`;
