import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENUMS, MESSAGES, ONEOFS } from '../../sandbox/dialogflow/schema_types.mjs';
import { needsReference, referenceJson } from './support/reference.mjs';

const PACKAGE = 'google.cloud.dialogflow.v2.';

// Names that are nested in the official schema.
const FULL_NAMES = {
  LatLng: 'google.type.LatLng',
  Entity: `${PACKAGE}EntityType.Entity`,
  Message: `${PACKAGE}Intent.Message`,
  CardButton: `${PACKAGE}Intent.Message.Card.Button`,
  BasicCardButton: `${PACKAGE}Intent.Message.BasicCard.Button`,
  OpenUriAction: `${PACKAGE}Intent.Message.BasicCard.Button.OpenUriAction`,
  SelectItem: `${PACKAGE}Intent.Message.ListSelect.Item`,
  BrowseCarouselCardItem: `${PACKAGE}Intent.Message.BrowseCarouselCard.BrowseCarouselCardItem`,
  OpenUrlAction: `${PACKAGE}Intent.Message.BrowseCarouselCard.BrowseCarouselCardItem.OpenUrlAction`,
  ResponseMediaObject: `${PACKAGE}Intent.Message.MediaContent.ResponseMediaObject`,
};

function officialName(name, schema) {
  return [FULL_NAMES[name], `${PACKAGE}${name}`, `${PACKAGE}Intent.Message.${name}`].find(
    (candidate) => schema.messages[candidate],
  );
}

function officialType({ json, repeated, map }, schema) {
  if (map) return 'string_map';
  const base = json.startsWith('message ')
    ? json.slice(8)
    : json.startsWith('enum ')
      ? `enum:${json.split('.').at(-1)}`
      : json.startsWith('object')
        ? 'object'
        : json.startsWith('string(base64)')
          ? 'bytes'
          : json.split(' ')[0];
  return `${base}${repeated ? '[]' : ''}`;
}

function ownType(type, schema) {
  const element = type.replace('[]', '');
  return MESSAGES[element] ? type.replace(element, officialName(element, schema)) : type;
}

test('every message the sandbox reads has exactly the official fields and types', needsReference, () => {
  const schema = referenceJson('dialogflow/rest/dialogflow-v2.rest.json');
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const official = schema.messages[officialName(name, schema)];
    assert.ok(official, `${name} is an official message`);
    assert.deepEqual(Object.keys(fields).sort(), Object.keys(official).sort(), name);
    for (const [field, type] of Object.entries(fields)) {
      const expected = officialType(official[field], schema).replace('CarouselSelect.Item', 'ListSelect.Item');
      assert.equal(ownType(type, schema), expected, `${name}.${field}`);
    }
  }
});

test('every enum has the official values in the official order', needsReference, () => {
  const schema = referenceJson('dialogflow/rest/dialogflow-v2.rest.json');
  for (const [name, values] of Object.entries(ENUMS)) {
    const official = Object.entries(schema.enums).find(([full]) => full.endsWith(`.${name}`));
    assert.deepEqual(values, official?.[1], name);
  }
});

test('members that exclude each other are the official ones', needsReference, () => {
  const schema = referenceJson('dialogflow/rest/dialogflow-v2.rest.json');
  for (const name of Object.keys(MESSAGES)) {
    const official = Object.entries(schema.messages[officialName(name, schema)])
      .filter(([, field]) => field.oneof)
      .map(([field]) => field);
    assert.deepEqual([...(ONEOFS[name] ?? [])].sort(), official.sort(), name);
  }
});
