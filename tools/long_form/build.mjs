// Bundles the engine: `node build.mjs TARGET`. Whatever would open another address is left out, and so is what a strict
// page policy refuses; each change to the engine's text must be found once, or the build stops.
import { build } from "esbuild";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const CHANGED = [
    // An inline handler, which the page policy refuses; the page's own script listens instead.
    ["enketo-core/src/js/form.js", "this.view.$.attr('onsubmit', 'return false;');", ""],
    // A browser shows a mistake in XML with inline style, and here it is made on purpose, to learn its namespace.
    ["mergexml/mergexml.js", "f = psr.parseFromString('<invalid', 'text/xml');", ""],
    ["mergexml/mergexml.js", "nsd.psr = f.getElementsByTagName('parsererror')[0].namespaceURI;", "nsd.psr = '*';"],
    // Opening a form moves neither the focus nor the page.
    ["enketo-core/src/js/form.js", "this.goToTarget(this.view.html);", ""],
];
const missing = new Set(CHANGED.map(([, from]) => from));

const changed = {
    name: "changed",
    setup: ({ onLoad }) => onLoad({ filter: /enketo-core[\\/]src[\\/]js[\\/]form\.js$|mergexml\.js$/ }, async ({ path }) => {
        let contents = await readFile(path, "utf8");
        for (const [file, from, to] of CHANGED) {
            if (!path.replaceAll("\\", "/").endsWith(file) || contents.split(from).length !== 2) continue;
            contents = contents.replace(from, to);
            missing.delete(from);
        }
        return { contents };
    }),
};

await build({
    entryPoints: [join(here, "entry.js")],
    outfile: process.argv[2],
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    logLevel: "error",
    alias: {
        "enketo/config": join(here, "config.js"),
        "enketo/widgets": join(here, "widgets.js"),
        "enketo/translator": join(here, "translator.js"),
        "enketo/dialog": join(here, "dialog.js"),
        "enketo/file-manager": join(here, "nothing.js"),
        "enketo/xpath-evaluator-binding": "enketo-core/src/js/xpath-evaluator-binding",
        "jquery-touchswipe": join(here, "nothing.js"),
        "node-forge": join(here, "nothing.js"),
    },
    plugins: [changed],
});
if (missing.size) throw new Error(`The engine no longer holds: ${[...missing].join(" | ")}`);
