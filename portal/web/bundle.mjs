// Called by `build`: bundles with esbuild, gives every asset a name with the hash of its content, and writes the
// manifest that the hub reads (name to file name).
import { createHash } from "node:crypto";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const [packagesDirectory, outputDirectory] = process.argv.slice(2);
const sourceDirectory = fileURLToPath(new URL(".", import.meta.url));
const esbuild = createRequire(join(packagesDirectory, "package.json"))("esbuild");

// What runs the pages: Safari 14 is the oldest system browser still seen on family phones.
const browsers = ["chrome87", "edge88", "firefox78", "safari14"];

// The licences of what is in the bundles: of each package, and of what Swagger UI brings in its own bundle.
const licences = [
  "@digital-go-jp/design-tokens/LICENSE",
  "leaflet/LICENSE",
  "swagger-ui-dist/LICENSE",
  "swagger-ui-dist/NOTICE",
  "swagger-ui-dist/swagger-ui-es-bundle.js.LICENSE.txt",
  "tweetnacl/LICENSE",
];

const manifest = {};

const hashOf = (content) => createHash("sha256").update(content).digest("hex").slice(0, 12);

async function put(name, content) {
  const hash = hashOf(content);
  const extension = extname(name);
  const file = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  await writeFile(join(outputDirectory, file), content);
  if (![".jpeg", ".png"].includes(extension)) await writeFile(join(outputDirectory, `${file}.gz`), gzipSync(content, { level: 9 }));
  manifest[name] = file;
}

// A picture that is written into a style sheet (RFC 2397) becomes a file: the pages' policy takes pictures from our own
// origin only.
async function putPicture(url) {
  const picture = await (await fetch(url)).blob();
  const content = Buffer.from(await picture.arrayBuffer());
  const name = `picture-${hashOf(content)}.${/^image\/(\w+)/.exec(picture.type)[1]}`;
  await put(name, content);
  return `/assets/${manifest[name]}`;
}

const pictures = {
  name: "pictures",
  setup: (build) =>
    build.onResolve({ filter: /^data:image\// }, async ({ path }) => ({ path: await putPicture(path), external: true })),
};

async function bundle(entry, name) {
  const built = await esbuild.build({
    entryPoints: [join(sourceDirectory, entry)],
    bundle: true,
    charset: "utf8",
    // Pictures that Leaflet's style names for parts we do not use.
    external: ["*.png"],
    format: "iife",
    legalComments: "inline",
    logLevel: "warning",
    minify: true,
    nodePaths: [packagesDirectory],
    plugins: [pictures],
    target: browsers,
    write: false,
  });
  await put(name, built.outputFiles[0].contents);
}

// Files that name other assets do so as asset:NAME and come after them.
async function putStatic() {
  const directory = join(sourceDirectory, "static");
  const names = (await readdir(directory)).sort();
  const referring = names.filter((name) => name.endsWith(".webmanifest"));
  for (const name of names.filter((each) => !referring.includes(each)))
    await put(name, await readFile(join(directory, name)));
  for (const name of referring) {
    const text = await readFile(join(directory, name), "utf8");
    await put(name, text.replace(/asset:([\w.-]+)/g, (_, asset) => {
      if (!manifest[asset]) throw new Error(`${name} names the unknown asset ${asset}`);
      return `/assets/${manifest[asset]}`;
    }));
  }
}

async function putLicences() {
  const texts = [];
  for (const name of licences)
    texts.push(`${dirname(name)}\n\n${await readFile(join(packagesDirectory, name), "utf8")}`);
  await put("licences.txt", texts.join("\n\n"));
}

await rm(outputDirectory, { recursive: true, force: true });
await mkdir(outputDirectory, { recursive: true });
await bundle("styles/site.css", "site.css");
await bundle("styles/operations.css", "operations.css");
await bundle("styles/api_reference.css", "api_reference.css");
await bundle("styles/api_docs.css", "api_docs.css");
await bundle("scripts/site.ts", "site.js");
await bundle("scripts/api_docs/api_docs.ts", "api_docs.js");
await bundle("styles/open_map.css", "open_map.css");
await bundle("scripts/map/open_map.ts", "open_map.js");
await bundle("scripts/map/google_map.ts", "google_map.js");
await bundle("scripts/verify/verify.ts", "verify.js");
await putStatic();
await putLicences();
await writeFile(join(outputDirectory, "manifest.json.new"), JSON.stringify(manifest, null, 2) + "\n");
await rename(join(outputDirectory, "manifest.json.new"), join(outputDirectory, "manifest.json"));
