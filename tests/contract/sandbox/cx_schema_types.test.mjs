import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENUMS, MESSAGES, ONEOFS, PACKAGE } from '../../sandbox/dialogflow/cx_schema_types.mjs';
import { needsReference, referenceJson } from './support/reference.mjs';

const FULL_NAMES = {
  LatLng: 'google.type.LatLng',
  Entity: `${PACKAGE}.EntityType.Entity`,
  FulfillmentResponse: `${PACKAGE}.WebhookResponse.FulfillmentResponse`,
  FormInfo: `${PACKAGE}.PageInfo.FormInfo`,
  ParameterInfo: `${PACKAGE}.PageInfo.FormInfo.ParameterInfo`,
  Text: `${PACKAGE}.ResponseMessage.Text`,
};
const official = (name) => FULL_NAMES[name] ?? `${PACKAGE}.${name}`;
const schema = () => referenceJson('dialogflow/rest/dialogflow-cx-v3.rest.json');

// What our "type" accepts of the official description of a field.
function agrees(type, { json, repeated, map }) {
  const list = type.endsWith('[]');
  if (list !== Boolean(repeated)) return false;
  const element = list ? type.slice(0, -2) : type;
  if (element === 'string_map') return map === 'string->string';
  if (element === 'object') return Boolean(map) || json.startsWith('object') || json.startsWith('message ');
  if (element === 'any') return json.startsWith('any');
  if (element.startsWith('enum:')) return json.startsWith('enum ') && json.endsWith(`.${element.slice(5)}`);
  return MESSAGES[element] ? json === `message ${official(element)}` : json.split(/[ (]/)[0] === element;
}

test('every message of CX has exactly the official fields and types', needsReference, () => {
  for (const [name, fields] of Object.entries(MESSAGES)) {
    const described = schema().messages[official(name)];
    assert.ok(described, `${name} is an official message`);
    assert.deepEqual(Object.keys(fields).sort(), Object.keys(described).sort(), name);
    for (const [field, type] of Object.entries(fields))
      assert.ok(agrees(type, described[field]), `${name}.${field}: ${type} is not ${JSON.stringify(described[field])}`);
    const exclusive = Object.keys(described).filter((field) => described[field].oneof);
    assert.deepEqual([...(ONEOFS[name] ?? [])].sort(), exclusive.sort(), name);
  }
});

test('every enum of CX has the official values in the official order', needsReference, () => {
  const { enums } = schema();
  const used = {
    ResponseType: `${PACKAGE}.ResponseMessage.ResponseType`,
    EntityOverrideMode: `${PACKAGE}.SessionEntityType.EntityOverrideMode`,
    DetectIntentResponseView: `${PACKAGE}.DetectIntentResponseView`,
    MergeBehavior: `${PACKAGE}.WebhookResponse.FulfillmentResponse.MergeBehavior`,
    ParameterState: `${PACKAGE}.PageInfo.FormInfo.ParameterInfo.ParameterState`,
  };
  for (const [name, values] of Object.entries(ENUMS)) assert.deepEqual(values, enums[used[name]], name);
});
