import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { loadAgent } from '../../sandbox/dialogflow/export_loader.mjs';
import { needsReference, referenceJson, referencePath } from './support/reference.mjs';
import { OWN_AGENT, Sandbox } from './support/sandbox_process.mjs';

const SAMPLE = 'dialogflow/samples/agent-export-ja-example';
const GENRES = ['飲食業', '小売業', '宿泊業', 'サービス業', '医療・健康', '教育・習い事', 'レジャー', 'その他'];
const TOKUTEN = [
  '割引',
  'ポイント',
  'プレゼント',
  'ドリンクサービス',
  'おむつ替え',
  '授乳室',
  'キッズスペース',
  'ベビーカー入店',
  'ミルクのお湯',
  'その他',
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let sandbox;
before(async () => {
  sandbox = await Sandbox.start();
});
after(() => sandbox.stop());

const own = (name) => JSON.parse(readFileSync(join(OWN_AGENT, name), 'utf8'));
const files = (folder, marker, wanted) =>
  readdirSync(join(OWN_AGENT, folder))
    .filter((name) => name.includes(marker) === wanted)
    .map((name) => `${folder}/${name}`);

// The member names of a value at every depth, "a.b[]" style; what lies under a payload is free.
function shape(value, path = '') {
  if (Array.isArray(value)) return [...new Set(value.flatMap((item) => shape(item, `${path}[]`)))];
  if (value === null || typeof value !== 'object' || path.endsWith('payload')) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => shape(member, `${path}.${name}`))];
}

test('every file has only members that the sample export has', needsReference, () => {
  const sampleShape = (names) => new Set(names.flatMap((name) => shape(referenceJson(`${SAMPLE}/${name}`))));
  const groups = [
    [['agent.json'], ['agent.json']],
    [['package.json'], ['package.json']],
    [
      files('intents', '_usersays_', false),
      ['intents/benefit.nearby.json', 'intents/benefit.nearby - more.json', 'intents/Default Welcome Intent.json'],
    ],
    [files('intents', '_usersays_', true), ['intents/benefit.nearby_usersays_ja.json']],
    [files('entities', '_entries_', false), ['entities/municipality.json']],
    [files('entities', '_entries_', true), ['entities/municipality_entries_ja.json']],
  ];
  for (const [mine, samples] of groups) {
    const known = sampleShape(samples);
    for (const name of mine) {
      const strange = shape(own(name)).filter((path) => !known.has(path) && !/\.webhook\.headers/.test(path));
      assert.deepEqual(strange, [], name);
    }
  }
});

test('ids are UUIDs and unique over the whole export', () => {
  const all = ['entities', 'intents'].flatMap((folder) =>
    readdirSync(join(OWN_AGENT, folder)).map((name) => own(`${folder}/${name}`)),
  );
  const ids = all
    .flatMap((value) =>
      [value]
        .flat()
        .flatMap((item) => [
          item.id,
          ...(item.responses ?? []).flatMap(({ parameters }) => parameters.map(({ id }) => id)),
        ]),
    )
    .filter(Boolean);
  for (const id of ids) assert.match(id, UUID);
  assert.equal(new Set(ids).size, ids.length);
});

test('no secret is in the export', () => {
  const { webhook } = own('agent.json');
  assert.deepEqual([webhook.username, webhook.headers], ['', {}]);
});

test('every intent that people speak to has 12 to 2000 phrases, and every phrase says its slots truly', () => {
  const { intents, entities } = loadAgent(OWN_AGENT);
  for (const intent of intents.filter(({ fallback, events }) => !fallback && events.length === 0)) {
    const phrases = intent.phrases.get('ja');
    assert.ok(phrases.length >= 12 && phrases.length <= 2000, `${intent.name}: ${phrases.length}`);
    for (const { elements, text } of phrases) {
      for (const { slot, example } of elements.filter((element) => element.slot)) {
        const parameter = intent.parameters.find(({ name }) => name === slot.alias);
        assert.equal(parameter?.entity, slot.entity, `${intent.name}: ${text}`);
        const entity = entities.get(slot.entity)?.get('ja');
        if (entity?.open) continue;
        const hits = entity?.find(example, 0) ?? [{ length: example.length }];
        assert.ok(
          hits.some(({ length }) => length === example.length),
          `${example} is a ${slot.entity}`,
        );
      }
    }
  }
});

test('entity values are the names of the master table, and no word means two things', () => {
  const values = (name) => own(`entities/${name}_entries_ja.json`).map(({ value }) => value);
  assert.deepEqual(values('genre'), GENRES);
  assert.deepEqual(values('tokuten'), TOKUTEN);
  const words = ['genre', 'tokuten', 'here'].flatMap((name) =>
    own(`entities/${name}_entries_ja.json`).flatMap(({ synonyms }) => synonyms),
  );
  assert.equal(new Set(words).size, words.length);
});

test('intents that call the webhook have a Japanese reply of their own for when it fails', () => {
  for (const intent of loadAgent(OWN_AGENT).intents.filter(({ webhook }) => webhook))
    assert.match(intent.messages[0].speech[0], /^申し訳ありません。/);
});

const NOTHING_SAID = { place: '', here: '', genre: '', tokuten: [], open_now: '', age: '' };
const nearby = (parameters) => ['benefit.nearby', { ...NOTHING_SAID, ...parameters }];
const shop = (parameters) => ['shop.detail', { shop: '', ordinal: '', there: '', aspect: [], ...parameters }];
const QUESTIONS = [
  ['焼津駅の近くで使えるお店は？', nearby({ place: '焼津駅' })],
  ['梅田駅の近くでおむつ替えできて割引のある店は？', nearby({ place: '梅田駅', tokuten: ['おむつ替え', '割引'] })],
  ['この近くで使えるお店は？', nearby({ here: 'ここ' })],
  ['この近く', nearby({ here: 'ここ' })],
  ['この辺でﾍﾞﾋﾞｰｶｰで入れるところは？', nearby({ here: 'ここ', tokuten: ['ベビーカー入店'] })],
  ['大阪城公園の近くの割引', nearby({ place: '大阪城公園', tokuten: ['割引'] })],
  ['天王寺動物園の近くで割引のある店は？', nearby({ place: '天王寺動物園', tokuten: ['割引'] })],
  [
    '梅田駅のカフェでおむつ替えできるところ教えて',
    nearby({ place: '梅田駅', genre: '飲食業', tokuten: ['おむつ替え'] }),
  ],
  ['こんにちは、焼津駅の近くで使えるお店を教えてください', nearby({ place: '焼津駅' })],
  ['焼津の居酒屋', nearby({ place: '焼津駅', genre: '飲食業' })],
  ['株式会社はの字食品の詳細を教えて', shop({ shop: '株式会社はの字食品' })],
  ['自家焙煎珈琲 caffemacoの営業時間は？', shop({ shop: '自家焙煎珈琲 caffemaco', aspect: ['営業時間'] })],
  ['カードの作り方', ['passport.join', { topic: 'join' }]],
  ['こんにちは', ['smalltalk.greeting', {}]],
  ['ぬるぽ', ['Default Fallback Intent', {}]],
  ['明日の天気を教えて', ['Default Fallback Intent', {}]],
];
for (const [question, [intent, parameters]] of QUESTIONS) {
  test(`「${question}」 is ${intent}`, async () => {
    const result = await sandbox.ask(question, { resetContexts: true });
    assert.equal(result.intent.displayName, intent);
    assert.deepEqual(result.parameters, parameters);
  });
}

test('the two exports of the reference can be loaded and run', needsReference, () => {
  const sample = loadAgent(referencePath(SAMPLE));
  assert.equal(sample.intents.length, 6);
  const tulip = loadAgent(referencePath('dialogflow/samples/agent-export-tulip/dialogflow'));
  assert.deepEqual([tulip.language, tulip.languages], ['en', ['en', 'nl']]);
  assert.ok(tulip.intents.length > 20);
});
