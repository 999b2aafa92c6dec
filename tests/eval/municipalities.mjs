// The country's municipalities and wards as a list that the place import takes. The source has no positions; each gets
// the middle of the stations whose address names it, or of its prefecture's stations. Good enough to be recognised by
// name, which is all that is measured.

// `prefectures` as in jp_local_gov_codes.json; `stations` [{prefecture (number), address, lat, lng}]. CSV text.
export function municipalityList(prefectures, stations) {
  const byPrefecture = groupBy(stations, ({ prefecture }) => prefecture);
  const lines = prefectures.flatMap((prefecture) => {
    const near = byPrefecture.get(Number(prefecture.code.slice(0, 2))) ?? [];
    return near.length === 0 ? [] : placesOf(prefecture).map((place) => line(place, near));
  });
  return ['code,name,kana,city,lat,lng', ...lines, ''].join('\n');
}

function groupBy(items, keyOf) {
  const groups = new Map();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

function placesOf({ municipalities }) {
  return municipalities.flatMap(({ code, name, ruby, wards = [] }) => [
    { code, name, kana: ruby, city: name },
    ...wards.map((ward) => ({ code: ward.code, name: ward.name, kana: ward.ruby, city: name + ward.name })),
  ]);
}

function line({ code, name, kana, city }, stations) {
  const own = stations.filter(({ address }) => address.includes(city));
  const { lat, lng } = middle(own.length > 0 ? own : stations);
  return [code, name, kana, city, lat, lng].join(',');
}

function middle(positions) {
  const mean = (name) => positions.reduce((sum, position) => sum + position[name], 0) / positions.length;
  return { lat: mean('lat').toFixed(5), lng: mean('lng').toFixed(5) };
}

// The columns of the stations' CSV that are needed; its cells have no quotes.
export function readStations(csv) {
  const [header, ...rows] = csv
    .split(/\r?\n/)
    .filter(Boolean)
    .map((row) => row.split(','));
  const column = (name) => header.indexOf(name);
  const [prefecture, address, lat, lng] = ['prefecture', 'address', 'lat', 'lng'].map(column);
  return rows.map((row) => ({
    prefecture: Number(row[prefecture]),
    address: row[address] ?? '',
    lat: Number(row[lat]),
    lng: Number(row[lng]),
  }));
}
