// The agent as it is designed in the sandbox: the export it was started with until somebody changes it, then a copy of
// its own in a temporary directory. The export itself never changes.
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { loadAgent } from './export_loader.mjs';

export class AgentCopy {
  #own = null;

  // source: an AgentSource, whose agent follows every change.
  constructor(source) {
    this.source = source;
  }

  // Map path -> Buffer of all files.
  files() {
    const files = new Map();
    for (const folder of ['', 'entities/', 'intents/'])
      for (const name of listJson(join(this.source.directory, folder)))
        files.set(`${folder}${name}`, readFileSync(join(this.source.directory, folder, name)));
    return files;
  }

  // Takes the files over as the whole agent, or throws with what is wrong and changes nothing.
  replace(files) {
    const directory = mkdtempSync(join(tmpdir(), 'passport-hub-sandbox-agent-'));
    try {
      for (const [path, content] of files) {
        if (path.split('/').includes('..')) throw new Error(`${path}: leads out of the archive`);
        mkdirSync(dirname(join(directory, path)), { recursive: true });
        writeFileSync(join(directory, path), content);
      }
      loadAgent(directory);
    } catch (error) {
      rmSync(directory, { recursive: true });
      throw error;
    }
    this.source.use(directory);
    this.remove();
    this.#own = directory;
  }

  // [{id, name, file, entries}] of every entity.
  entities(language) {
    const files = this.files();
    return [...files.keys()]
      .filter((path) => path.startsWith('entities/') && !path.includes('_entries_'))
      .map((file) => {
        const { id, name } = JSON.parse(files.get(file));
        const entries = files.get(entriesFile(file, language));
        return { id, name, file, entries: entries ? JSON.parse(entries) : [] };
      });
  }

  createEntity(name) {
    const id = randomUUID();
    const entity = { id, name, isOverridable: true, isEnum: false, isRegexp: false, automatedExpansion: false };
    this.replace(new Map([...this.files(), [`entities/${name}.json`, Buffer.from(JSON.stringify(entity))]]));
    return id;
  }

  writeEntries(file, language, entries) {
    this.replace(new Map([...this.files(), [entriesFile(file, language), Buffer.from(JSON.stringify(entries))]]));
  }

  // Removes the own copy, when there is one.
  remove() {
    if (this.#own) rmSync(this.#own, { recursive: true, force: true });
    this.#own = null;
  }
}

function entriesFile(file, language) {
  return file.replace(/\.json$/, `_entries_${language}.json`);
}

function listJson(folder) {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json')).sort();
  } catch {
    return [];
  }
}
