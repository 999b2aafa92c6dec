import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Talk } from '../../eval/classes.mjs';
import { halfOf, scoreCorpus } from '../../eval/corpus_score.mjs';

const call = (name, given) => ({ name: `Search_${name}`, arguments: given });
const turn = (text, ...calls) => ({ text, shown: '', calls });
const place = (value, written = value) => ({ entity: 'place', value, written });
const answer = (intent, parameters = {}, ...mentions) => ({ intent, parameters, mentions });
const score = (turns, answers) => scoreCorpus([{ id: 'd', turns }], () => answers).all;

test('a place counts for all later turns of the dialogue', () => {
  const { classes } = score(
    [turn('大阪に行きます'), turn('天王寺駅で食事', call('restaurant', { city: '大阪', station: '天王寺駅' }))],
    [answer('', {}, place('大阪市', '大阪')), answer('benefit.nearby')],
  );
  assert.equal(classes.restaurant.recall.right, 1);
  assert.equal(classes.restaurant.recall.missed, 1);
  assert.equal(classes.restaurant.recall.recall, 0.5);
});

test('precision looks at the sentence with the call alone, and takes city, station and area', () => {
  const { classes } = score(
    [turn('京都'), turn('大阪の北区で買い物', call('shopping', { city: '大阪', area: '北区' }))],
    [answer('', {}, place('京都')), answer('benefit.nearby', {}, place('大阪'), place('北区'), place('買い物通り'))],
  );
  assert.equal(classes.shopping.precision.right, 2);
  assert.equal(classes.shopping.precision.extra, 1);
});

test('a place the person never wrote is missed, but not among the written ones', () => {
  const { classes } = score([turn('そこにします', call('restaurant', { city: '大阪' }))], [answer('')]);
  assert.equal(classes.restaurant.recall.missed, 1);
  assert.equal(classes.restaurant.written.recall, null);
});

test('hotels, taxis and weather are left out of searching or not', () => {
  const { search, left_out: leftOut } = score(
    [
      turn('a', call('restaurant', {})),
      turn('b', call('hotel', {})),
      turn('c'),
      turn('d'),
      turn('e', call('shopping', {})),
    ],
    ['benefit.nearby', 'benefit.nearby', 'benefit.nearby', 'smalltalk.thanks', 'smalltalk.thanks'].map((intent) =>
      answer(intent),
    ),
  );
  assert.deepEqual([search.right, search.extra, search.missed, leftOut], [1, 1, 1, 1]);
  assert.equal(search.f1, 0.5);
});

test('classes are told apart among the searches that were seen', () => {
  const { confusion, told_apart: toldApart } = score(
    [
      turn('a', call('restaurant', {})),
      turn('b', call('shopping', {})),
      turn('c', call('attraction', {})),
      turn('d', call('attraction', {})),
    ],
    [
      answer('benefit.nearby', { genre: ['飲食業'] }),
      answer('benefit.nearby', { genre: ['飲食業'] }),
      answer('facility.nearby'),
      answer(''),
    ],
  );
  assert.equal(toldApart, 2 / 3);
  assert.equal(confusion.at('shopping', 'restaurant'), 1);
  assert.equal(confusion.at('attraction', 'no search'), 1);
});

test('misses are kept with their sentence', () => {
  const { samples } = score(
    [turn('天王寺で食事', call('restaurant', { station: '天王寺駅' })), turn('ありがとう')],
    [answer('', {}, place('食事')), answer('benefit.nearby')],
  );
  assert.deepEqual(samples.of('missed places'), [{ text: '天王寺で食事', gold: '天王寺駅' }]);
  assert.deepEqual(samples.of('extra places')[0].place, ['食事']);
  assert.deepEqual(samples.of('missed searches'), [{ text: '天王寺で食事', gold: 'restaurant' }]);
  assert.deepEqual(
    samples.of('extra searches').map(({ text }) => text),
    ['ありがとう'],
  );
});

test('both halves together are all, and a dialogue never changes its half', () => {
  const dialogues = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ id, turns: [turn('x')] }));
  const { all, even, odd } = scoreCorpus(dialogues, () => [answer('')]);
  assert.equal(all.turns, 6);
  assert.equal(even.turns + odd.turns, 6);
  assert.ok(even.turns > 0 && odd.turns > 0);
  // sha256("a") begins with ca, sha256("b") with 3e, sha256("d") with 18, sha256("e") with 3f.
  assert.deepEqual(['a', 'b', 'd', 'e'].map(halfOf), ['even', 'even', 'even', 'odd']);
});

test('a sentence that names no class carries on with the last one', () => {
  const talk = new Talk();
  assert.deepEqual(talk.read(answer('benefit.nearby', { genre: '小売業' }), ''), { search: true, class: 'shopping' });
  assert.deepEqual(talk.read(answer('smalltalk.thanks'), ''), { search: false, class: null });
  assert.deepEqual(talk.read(answer('benefit.nearby.refine', { nearer: 'nearer' }), ''), {
    search: true,
    class: 'shopping',
  });
});

test('a question about a shop is a search when nobody has shown it', () => {
  const talk = new Talk();
  talk.read(answer('benefit.nearby', { genre: '飲食業' }), '');
  const detail = answer('shop.detail', { shop: 'くるみ亭' });
  assert.deepEqual(talk.read(detail, '森のさんぽ があります'), { search: true, class: 'restaurant' });
  assert.deepEqual(talk.read(detail, 'くるみ亭 があります'), { search: false, class: null });
  assert.deepEqual(talk.read(answer('shop.detail', { ordinal: '1' }), ''), { search: false, class: null });
});

test('a search for somewhere to stay is none of the three', () => {
  const talk = new Talk();
  assert.deepEqual(talk.read(answer('benefit.nearby', { genre: '宿泊業' }), ''), { search: false, class: null });
  assert.deepEqual(talk.read(answer('benefit.nearby.refine'), ''), { search: false, class: null });
});

test('a search of no known class is a search', () => {
  assert.deepEqual(new Talk().read(answer('benefit.nearby'), ''), { search: true, class: null });
});
