// A database of its own with the names an agent has to know: the product's sample shops and places, and from the real
// lists (where they are) the country's stations and municipalities.
import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { municipalityList, readStations } from './municipalities.mjs';

const run = promisify(execFile);

export class Gazetteer {
  // `source`: the checkout; `program`: passport-hub; `data`: the folder of real lists, or undefined.
  static async start({ source, program, data, env = process.env }) {
    const gazetteer = new Gazetteer(source, program);
    try {
      await gazetteer.#fill(data, env);
    } catch (error) {
      await gazetteer.stop();
      throw error;
    }
    return gazetteer;
  }

  constructor(source, program) {
    this.source = source;
    this.program = program;
    this.services = join(source, 'config/deploy/services.sh');
    this.directory = mkdtempSync(join(tmpdir(), 'passport-hub-eval-'));
    chmodSync(this.directory, 0o755); // PostgreSQL runs as another user
    this.home = join(this.directory, 'home');
  }

  async #fill(data, env) {
    const { stdout } = await run(this.services, ['start', this.home]);
    this.env = {
      ...env,
      ...Object.fromEntries(
        [...stdout.matchAll(/^(PASSPORT_HUB_[A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name, value]),
      ),
    };
    await this.#tool('migrate');
    const samples = join(this.source, 'config/sample_data');
    await this.#import('shops', join(samples, 'shops.csv'), this.#mapping('sample_shops'));
    await this.#import('places', join(samples, 'places.csv'), this.#mapping('sample_places'));
    if (data) await this.#fillFromRealLists(join(data, 'osaka'));
  }

  async #fillFromRealLists(lists) {
    const stations = join(lists, 'station.csv');
    const codes = join(lists, 'jp_local_gov_codes.json');
    if (!existsSync(stations) || !existsSync(codes)) return;
    await this.#import('places', stations, this.#mapping('stations'));
    const municipalities = join(this.directory, 'municipalities.csv');
    writeFileSync(
      municipalities,
      municipalityList(JSON.parse(readFileSync(codes, 'utf8')), readStations(readFileSync(stations, 'utf8'))),
    );
    await this.#import('places', municipalities, join(this.source, 'tests/eval/municipalities.json'));
    const towns = join(lists, 'geolonia_addresses_osaka.tar.gz');
    if (existsSync(towns)) await this.#tool('import', 'towns', towns);
  }

  #mapping(name) {
    return join(this.source, `config/mappings/${name}.json`);
  }

  #import(kind, file, mapping) {
    return this.#tool('import', kind, file, '--mapping', mapping);
  }

  async #tool(...words) {
    try {
      await run(this.program, [...words, '--config', join(this.source, 'config/hub.json')], {
        cwd: this.source,
        env: this.env,
        maxBuffer: 64 * 1024 * 1024,
      });
    } catch (error) {
      // 3 is the import's word for "done, but some rows were refused".
      if (error.code !== 3) throw new Error(`passport-hub ${words.join(' ')} failed: ${error.stderr || error.message}`);
    }
  }

  async stop() {
    if (existsSync(join(this.home, 'environment'))) await run(this.services, ['stop', this.home]);
    rmSync(this.directory, { recursive: true, force: true });
  }
}
