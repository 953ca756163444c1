/** Pages of the console, in the order in which they are listed. */
const LINKS = [
  ['jobs', 'Jobs'],
  ['new', 'New job'],
  ['models', 'Models'],
  ['datasets', 'Datasets'],
  ['verify', 'Check a certificate'],
] as const;

/** The page that the console draws itself into. `scripts`: the modules that `main.js` leads to, fetched at once. */
export const consolePage = (scripts: readonly string[]): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Provable</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console/console.css">
${scripts.map((name) => `<link rel="modulepreload" href="/console/${name}">`).join('\n')}
<script type="module" src="/console/main.js"></script>
</head>
<body>
<a id="skip" class="skip" href="#main">To the content</a>
<header>
<a class="brand" href="#/jobs">Provable</a>
<nav aria-label="Pages"><ul id="pages">
${LINKS.map(([page, title]) => `<li><a id="to-${page}" href="#/${page}">${title}</a></li>`).join('\n')}
<li><a href="/docs">API</a></li>
</ul></nav>
<button id="leave" type="button" hidden>Forget the key</button>
</header>
<main id="main" tabindex="-1"><noscript><p>The console needs JavaScript. The <a href="/docs">API</a> does everything that it does.</p></noscript></main>
</body>
</html>
`;
