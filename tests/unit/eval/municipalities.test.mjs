import assert from 'node:assert/strict';
import { test } from 'node:test';
import { municipalityList, readStations } from '../../eval/municipalities.mjs';

const stations = readStations(`code,prefecture,address,lat,lng
1,27,大阪市北区一丁目,34.0,135.0
2,27,大阪市北区二丁目,34.2,135.4
3,27,堺市堺区,36.0,136.0
`);
const prefectures = [
  {
    code: '270008',
    municipalities: [
      { code: '271004', name: '大阪市', ruby: 'おおさかし', wards: [{ code: '271276', name: '北区', ruby: 'きたく' }] },
      { code: '272302', name: '遠い市', ruby: 'とおいし' },
    ],
  },
];

test('a municipality stands in the middle of its stations, a ward has its city', () => {
  assert.equal(
    municipalityList(prefectures, stations),
    [
      'code,name,kana,city,lat,lng',
      '271004,大阪市,おおさかし,大阪市,34.10000,135.20000',
      '271276,北区,きたく,大阪市北区,34.10000,135.20000',
      '272302,遠い市,とおいし,遠い市,34.73333,135.46667',
      '',
    ].join('\n'),
  );
});
