/** Light and dark by the reader's preference; light on paper. Wide, on a phone, and in print. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a2027;--muted:#5b6670;--line:#d9dfe4;--soft:#f4f6f8;--accent:#0b6e5a;--band:#c5e4dc;--wrong:#c2560c;--warn:#fff4e0;--warn-line:#e0a84a;--s1:#e3f1ed;--s2:#c0e0d7;--s3:#92c8ba;--s4:#62ab99}
@media (prefers-color-scheme:dark){:root{--paper:#11161b;--ink:#e4e9ee;--muted:#98a4af;--line:#2e3841;--soft:#1a2128;--accent:#4fc3a4;--band:#1f4a40;--wrong:#f0924a;--warn:#33270f;--warn-line:#8c6a25;--s1:#183029;--s2:#1e473d;--s3:#276253;--s4:#31806c}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
main{max-width:1080px;margin:0 auto;padding:32px 24px 64px}
h1{font-size:1.9rem;line-height:1.2;margin:.2em 0}
h2{font-size:1.3rem;line-height:1.3;margin:0 0 .6em;padding-top:.4em}
h3{font-size:1.05rem;margin:1.6em 0 .2em}
small{color:var(--muted);font-size:.85em}
code{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
section{margin-top:44px;border-top:1px solid var(--line);padding-top:16px}
.kind{margin:0;font-weight:600;color:var(--accent)}
.kind span{color:var(--muted);font-weight:400;margin-left:.5em}
.when{margin:0;color:var(--muted);font-size:.9rem}
.headline{font-size:1.35rem;line-height:1.4;margin:1em 0 .3em;max-width:46em}
.certainty{margin:0;color:var(--muted);max-width:60em}
.warning{margin:1em 0 0;padding:10px 14px;background:var(--warn);border-left:4px solid var(--warn-line);border-radius:4px}
.note{margin:.4em 0 1em;color:var(--muted);font-size:.92rem;max-width:60em}
.none{color:var(--muted)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:24px 0 0}
.tiles div{background:var(--soft);border-radius:8px;padding:12px 14px}
.tiles dt{font-size:.85rem;color:var(--muted)}
.tiles dd{margin:0;font-size:1.5rem;font-weight:600;line-height:1.3}
.tiles dd small{font-size:.8rem;font-weight:400}
.tiles dd>small{display:block}
.plots{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:24px}
.plots figure{margin:0}
.plots svg{display:block;width:100%;height:auto;max-width:640px}
figcaption{font-size:.92rem;color:var(--muted)}
.key{display:inline-block;width:18px;height:10px;border-radius:2px;vertical-align:baseline}
.key.line{height:3px;vertical-align:middle;background:var(--accent)}
.key.band{background:var(--band)}
.key.bar{background:var(--accent)}
.key.wrong{background:var(--wrong)}
.scroll{overflow-x:auto}
table{border-collapse:collapse;margin:18px 0 6px;font-variant-numeric:tabular-nums;font-size:.95rem;overflow-wrap:normal}
caption{text-align:left;color:var(--muted);font-size:.92rem;padding-bottom:6px}
th,td{padding:5px 16px 5px 0;text-align:right;border-bottom:1px solid var(--line);vertical-align:baseline}
th{font-weight:400}
thead th{color:var(--muted);font-size:.85rem;vertical-align:bottom}
td{white-space:nowrap}
th:first-child,td:first-child{text-align:left}
tbody th{font-weight:600}
tr.chosen>*{background:var(--soft);font-weight:600}
.matrix th,.matrix td{padding:5px 8px;min-width:34px;text-align:center}
.matrix .shade-1{background:var(--s1)}
.matrix .shade-2{background:var(--s2)}
.matrix .shade-3{background:var(--s3)}
.matrix .shade-4{background:var(--s4)}
.matrix .same{outline:1px solid var(--muted);outline-offset:-1px}
.gallery{list-style:none;margin:0;padding:0;display:grid;grid-template-columns:repeat(10,minmax(0,1fr));gap:12px}
.gallery figure{margin:0}
.gallery img{display:block;width:100%;height:auto;image-rendering:pixelated;border-radius:4px;background:var(--soft);border:1px solid var(--line)}
.gallery figcaption{margin-top:4px;font-size:.8rem;line-height:1.35}
.gallery span,.gallery strong{display:block}
.gallery small,.gallery bdi{display:inline}
.gallery strong{color:var(--ink)}
.gallery .none{display:inline}
.gallery .mistaken{color:var(--wrong)}
.pair{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:40px}
.facts{margin:0;font-size:.92rem}
.facts div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:12px;padding:4px 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--muted)}
.facts dd{margin:0}
.caveats,.checks{max-width:60em;padding-left:1.3em}
.caveats li,.checks li{margin:.4em 0}
footer{margin-top:48px;color:var(--muted);font-size:.85rem}
@media (max-width:760px){
main{padding:20px 16px 40px}
h1{font-size:1.5rem}
.headline{font-size:1.15rem}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}
.plots,.pair{grid-template-columns:minmax(0,1fr)}
.gallery{grid-template-columns:repeat(4,minmax(0,1fr))}
th,td{padding-right:12px}
}
@media print{
:root{color-scheme:light;--paper:#fff;--ink:#000;--muted:#4b5560;--line:#cfd6dc;--soft:#f4f6f8;--accent:#0b6e5a;--band:#c5e4dc;--wrong:#c2560c;--warn:#fff4e0;--warn-line:#e0a84a;--s1:#e3f1ed;--s2:#c0e0d7;--s3:#92c8ba;--s4:#62ab99}
*{-webkit-print-color-adjust:exact;print-color-adjust:exact}
@page{margin:14mm}
body{font-size:10.5pt}
main{max-width:none;padding:0}
section{margin-top:20px;padding-top:8px}
h2,h3,caption{break-after:avoid}
figure,tr,.gallery li,.tiles,.facts div,li{break-inside:avoid}
.plots{grid-template-columns:repeat(2,minmax(0,1fr));gap:14px}
.pair{gap:24px}
.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}
.gallery{grid-template-columns:repeat(10,minmax(0,1fr));gap:8px}
.gallery figcaption{font-size:7pt}
.scroll{overflow:visible}
}
`;
