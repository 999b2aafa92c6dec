// A place of our list in the shape of a Geocoding v3 result, written the Japanese way.
import { createHash } from 'node:crypto';

const FULL_WIDTH_OFFSET = 0xfee0;
const MINUS_SIGN = '\u2212';

export function toResult(place, { partial = false } = {}) {
  return {
    address_components: addressComponents(place),
    formatted_address: formattedAddress(place),
    geometry: geometry(place),
    ...(partial ? { partial_match: true } : {}),
    place_id: placeId(place),
    types: place.types,
  };
}

export function placeId({ name }) {
  return `ChIJSANDBOX${createHash('sha256').update(name).digest('base64url').slice(0, 16)}`;
}

// The first answer of a reverse lookup is often a road without a name at the very position.
export function unnamedRoad(place, lat, lng) {
  const name = 'Unnamed Road';
  return {
    address_components: [
      component(name, ['route']),
      ...addressComponents({ ...place, components: areaOnly(place.components), types: ['route'] }),
    ],
    formatted_address: `日本、〒${place.postal_code ?? ''} ${areaText(place.components)} ${name}`,
    geometry: geometry({ lat, lng, span: 0.001, location_type: 'GEOMETRIC_CENTER' }),
    place_id: placeId({ name: `${lat},${lng}` }),
    types: ['route'],
  };
}

export function country() {
  return {
    address_components: [component('日本', ['country', 'political'], 'JP')],
    formatted_address: '日本',
    geometry: geometry({ lat: 36.2, lng: 138.25, span: 10, location_type: 'APPROXIMATE' }, true),
    place_id: placeId({ name: '日本' }),
    types: ['country', 'political'],
  };
}

function addressComponents({ name, components, postal_code: postal, types }) {
  const { premise, block, chome, town, ward, city, county, prefecture } = components;
  const isPoint = types.includes('establishment');
  const list = [
    isPoint && component(name, ['establishment', 'point_of_interest']),
    premise && component(fullWidth(premise), ['premise']),
    block && component(fullWidth(block), ['political', 'sublocality', 'sublocality_level_4']),
    chome && component(chome, ['political', 'sublocality', 'sublocality_level_3']),
    town && component(town, ['political', 'sublocality', 'sublocality_level_2']),
    ward && component(ward, ['political', 'sublocality', 'sublocality_level_1']),
    city && component(city, ['locality', 'political']),
    county && component(county, ['administrative_area_level_2', 'political']),
    prefecture && component(prefecture, ['administrative_area_level_1', 'political']),
    component('日本', ['country', 'political'], 'JP'),
    postal && component(postal, ['postal_code']),
  ];
  return list.filter(Boolean);
}

function component(longName, types, shortName = longName) {
  return { long_name: longName, short_name: shortName, types };
}

// 日本、〒540-8570 大阪府大阪市中央区大手前２丁目１−２２ 大阪府庁
function formattedAddress(place) {
  const post = place.postal_code ? `〒${place.postal_code} ` : '';
  const suffix = place.types.includes('establishment') ? ` ${place.name}` : '';
  return `日本、${post}${streetAddress(place)}${suffix}`;
}

// The address from prefecture to house number: 大阪府大阪市中央区大手前２丁目１−２２
export function streetAddress({ components }) {
  const { town = '', chome = '', block, premise } = components;
  const numbers = [block, premise].filter(Boolean).map(fullWidth).join(MINUS_SIGN);
  return `${areaText(components)}${town}${chome}${numbers}`;
}

function areaText({ prefecture = '', county = '', city = '', ward = '' }) {
  return `${prefecture}${county}${city}${ward}`;
}

function areaOnly({ town, ward, city, county, prefecture }) {
  return { town, ward, city, county, prefecture };
}

function geometry({ lat, lng, span, location_type: locationType }, withBounds = locationType === 'APPROXIMATE') {
  const box = {
    northeast: { lat: round(lat + span), lng: round(lng + span) },
    southwest: { lat: round(lat - span), lng: round(lng - span) },
  };
  return { ...(withBounds ? { bounds: box } : {}), location: { lat, lng }, location_type: locationType, viewport: box };
}

function round(value) {
  return Math.round(value * 1e7) / 1e7;
}

function fullWidth(digits) {
  return digits.replace(/[0-9]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + FULL_WIDTH_OFFSET));
}
