/** Light and dark by the reader's preference; every text has a contrast of 4.5 : 1 at least in both. */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1a2027;--muted:#55606a;--line:#d9dfe4;--edge:#7d8892;--soft:#f4f6f8;--accent:#0b6e5a;--on-accent:#fff;--band:#5a8ac6;--wrong:#a8430a;--wrong-soft:#fdeee4;--good-soft:#e3f1ed}
@media (prefers-color-scheme:dark){:root{--paper:#11161b;--ink:#e4e9ee;--muted:#a3aeb8;--line:#2e3841;--edge:#6d7984;--soft:#1a2128;--accent:#4fc3a4;--on-accent:#06211a;--band:#86b4ee;--wrong:#f5a066;--wrong-soft:#35210f;--good-soft:#183029}}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
h1:focus,main:focus{outline:none}
.skip{position:absolute;left:8px;top:-60px;background:var(--paper);padding:8px 12px;z-index:1}
.skip:focus{top:8px}
header{display:flex;flex-wrap:wrap;align-items:center;gap:4px 24px;padding:10px 24px;border-bottom:1px solid var(--line)}
.brand{font-weight:700;font-size:1.1rem;text-decoration:none;color:var(--ink)}
nav{flex:1}
nav ul{display:flex;flex-wrap:wrap;gap:4px;list-style:none;margin:0;padding:0}
nav a{display:block;padding:6px 10px;border-radius:6px;text-decoration:none;color:var(--ink)}
nav a:hover{background:var(--soft)}
nav a[aria-current]{background:var(--good-soft);color:var(--accent);font-weight:600}
main{max-width:1080px;margin:0 auto;padding:20px 24px 64px}
h1{font-size:1.7rem;line-height:1.2;margin:.4em 0}
h2{font-size:1.2rem;line-height:1.3;margin:2em 0 .6em}
p{margin:.5em 0}
small{color:var(--muted);font-size:.85em}
code,textarea{font:.9em ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.crumbs,.help,.empty,caption,figcaption{color:var(--muted);font-size:.9rem}
.help{margin:3px 0 0;max-width:48em}
.about{margin-bottom:12px}
.empty{font-size:1rem}
.steps li{margin:.6em 0}
.card{background:var(--soft);border-radius:8px;padding:14px 18px;margin:12px 0}
.card>h2:first-child,.estimate>h2{margin-top:0}
.alarm{background:var(--wrong-soft);border-left:4px solid var(--wrong);border-radius:4px;padding:8px 14px;margin:12px 0}
.fault{color:var(--wrong);font-size:.92rem;font-weight:600;margin:3px 0 0}
.actions{display:flex;flex-wrap:wrap;gap:8px;margin:14px 0}
.actions:empty{display:none}
.danger{margin-top:32px}
button,.button,.actions>a{display:inline-block;font:inherit;line-height:1.4;padding:6px 14px;border:1px solid var(--edge);border-radius:6px;background:var(--paper);color:var(--ink);cursor:pointer;text-decoration:none}
button:hover,.button:hover,.actions>a:hover{background:var(--soft)}
.primary,.actions>a{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
.primary:hover,.actions>a:hover{background:var(--accent);filter:brightness(1.1)}
button.danger{margin:0;border-color:var(--wrong);color:var(--wrong)}
button:disabled{cursor:default;color:var(--muted);border-color:var(--line);background:var(--soft)}
.field{margin:12px 0}
.field>label{display:block;font-weight:600}
.flag{display:grid;grid-template-columns:auto 1fr;gap:0 8px;align-items:baseline}
.flag p{grid-column:2}
input[type=text],input[type=password],select{min-height:2.5em}
input[type=text],input[type=password],select,textarea{font:inherit;width:100%;max-width:26em;padding:6px 10px;border:1px solid var(--edge);border-radius:6px;background:var(--paper);color:var(--ink)}
textarea{max-width:48em;font:.9em ui-monospace,monospace}
select{text-overflow:ellipsis}
input::placeholder,textarea::placeholder{color:var(--muted);opacity:1}
input[type=file]{font:inherit;max-width:100%}
input[type=radio],input[type=checkbox]{accent-color:var(--accent)}
[aria-invalid]{border-color:var(--wrong)!important;border-width:2px!important}
.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(270px,100%),1fr));gap:0 24px;align-items:start}
.fields>fieldset,.fields>.alternatives,.fields>.flag{grid-column:1/-1}
fieldset{border:1px solid var(--line);border-radius:8px;margin:14px 0;padding:6px 16px 12px;min-width:0}
legend{font-weight:600;padding:0 6px}
.either .option{margin-right:20px;white-space:nowrap}
.option{display:inline-flex;gap:6px;align-items:baseline;margin-right:20px}
details{margin:8px 0}
summary{cursor:pointer;color:var(--accent)}
.others>div{margin:10px 0}
.reasons{margin:2px 0;padding-left:1.2em;font-size:.92rem}
.support{list-style:none;padding:0}
.support>li{margin:8px 0}
.columns{display:grid;grid-template-columns:minmax(0,1fr) 300px;gap:32px;align-items:start}
.estimate{position:sticky;top:12px;margin-top:12px;font-size:.95rem;max-height:calc(100vh - 24px);overflow-y:auto}
.estimate .facts div{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}
.estimate .facts dd{text-align:right}
.estimate ul{padding-left:1.1em}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums;font-size:.95rem;overflow-wrap:normal}
caption{text-align:left;padding-bottom:4px}
th,td{text-align:left;padding:6px 16px 6px 0;border-bottom:1px solid var(--line);vertical-align:baseline}
th{color:var(--muted);font-size:.85rem;font-weight:400;white-space:nowrap}
.numeric{text-align:right}
.tight{white-space:nowrap}
td>details{min-width:13em}
td details{margin:0}
td ul{margin:4px 0;padding-left:1.1em;font-size:.85rem}
.badge{display:inline-block;padding:1px 8px;border-radius:10px;font-size:.85rem;background:var(--soft);border:1px solid var(--line);white-space:nowrap}
.badges{display:inline-flex;flex-wrap:wrap;gap:4px}
.succeeded,.certified,.yes,.passed,.valid.badge{background:var(--good-soft);color:var(--accent);border-color:var(--accent)}
.failed,.falsified,.expired,.invalid.badge{background:var(--wrong-soft);color:var(--wrong);border-color:var(--wrong)}
.progress{display:inline-flex;flex-wrap:wrap;gap:4px 12px;align-items:center}
progress{width:160px;height:12px;accent-color:var(--accent)}
.aloud{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(140px,1fr));gap:12px;margin:12px 0}
.tiles div{background:var(--soft);border-radius:8px;padding:10px 14px}
.tiles dt{font-size:.85rem;color:var(--muted)}
.tiles dd{margin:0;font-size:1.4rem;font-weight:600}
figure{margin:16px 0}
.plot{display:block;width:100%;max-width:640px;height:auto}
.plot .level{stroke:var(--line)}
.plot text{fill:var(--muted);font-size:12px;font-family:inherit}
.plot .line{stroke-width:2.5}
.plot .line-0{stroke:var(--accent)}
.plot .line-1{stroke:var(--band);stroke-dasharray:5 4}
.key{margin-right:20px;white-space:nowrap}
.swatch{display:inline-block;width:18px;vertical-align:middle;border-top:3px solid var(--accent)}
.swatch.line-1{border-top:3px dashed var(--band)}
.facts{margin:0;font-size:.92rem}
.facts div{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,4fr);gap:12px;padding:4px 0;border-bottom:1px solid var(--line)}
.facts dt{color:var(--muted)}
.facts dd{margin:0}
.pager{display:flex;gap:12px;align-items:center;margin:12px 0}
.inline{display:flex;flex-wrap:wrap;gap:8px;align-items:center;margin:12px 0}
.inline input{width:9em}
.drop{border:2px dashed var(--edge)}
.verdict{font-size:1.1rem}
@media (max-width:760px){
header{padding:8px 16px}
nav{flex-basis:100%}
nav a{padding:6px 8px}
main{padding:12px 16px 48px}
.columns{grid-template-columns:minmax(0,1fr);gap:0}
.estimate{position:static;max-height:none}
.facts div{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}
.tiles{grid-template-columns:repeat(2,minmax(0,1fr))}
}
@media (prefers-reduced-motion:no-preference){.skip{transition:top .1s}}
`;
