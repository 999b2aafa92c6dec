// Reads proto JSON strictly, as Google's front end does: unknown members and wrong types are errors, both spellings
// of a name are accepted, null means "not given".
import { ENUMS, MESSAGES, ONEOFS, ONEOF_NAMES } from './schema_types.mjs';

// Returns {value, violations}: value has lowerCamelCase names only; violations are [{field, description}] in proto
// spelling.
export function readMessage(type, json) {
  const violations = [];
  const value = readObject(type, json, '', violations);
  return { value, violations };
}

function readObject(type, json, path, violations) {
  if (!isObject(json)) {
    violations.push(invalid(path, `type.googleapis.com/google.cloud.dialogflow.v2.${type}`, json));
    return {};
  }
  const value = {};
  for (const [given, member] of Object.entries(json)) {
    const name = camelCase(given);
    const fieldType = Object.hasOwn(MESSAGES[type], name) ? MESSAGES[type][name] : undefined;
    if (!fieldType || (given !== name && given !== snakeCase(name))) {
      violations.push(unknownName(given, path));
    } else if (member !== null) {
      value[name] = readField(fieldType, member, join(path, snakeCase(name)), violations);
    }
  }
  checkOneof(type, value, path, violations);
  return value;
}

function readField(type, json, path, violations) {
  if (!type.endsWith('[]')) return readSingle(type, json, path, violations);
  const element = type.slice(0, -2);
  if (!Array.isArray(json)) {
    violations.push(invalid(path, element.toUpperCase(), json));
    return [];
  }
  return json.map((item, index) => readSingle(element, item, `${path}[${index}]`, violations));
}

function readSingle(type, json, path, violations) {
  if (Object.hasOwn(MESSAGES, type)) return readObject(type, json, path, violations);
  const reader = type.startsWith('enum:') ? enumReader(ENUMS[type.slice(5)]) : SCALARS[type];
  const value = reader(json);
  if (value === undefined)
    violations.push(invalid(path, type.startsWith('enum:') ? `TYPE_ENUM` : PROTO_TYPES[type], json));
  return value;
}

const PROTO_TYPES = {
  string: 'TYPE_STRING',
  integer: 'TYPE_INT32',
  number: 'TYPE_DOUBLE',
  boolean: 'TYPE_BOOL',
  bytes: 'TYPE_BYTES',
  object: 'type.googleapis.com/google.protobuf.Struct',
  string_map: 'TYPE_STRING',
};

const SCALARS = {
  string: (json) => (typeof json === 'string' ? json : undefined),
  boolean: (json) => (typeof json === 'boolean' ? json : undefined),
  bytes: (json) => (typeof json === 'string' && /^[A-Za-z0-9+/_=-]*$/.test(json) ? json : undefined),
  number: (json) => finite(json),
  integer: (json) => {
    const value = finite(json);
    return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? value : undefined;
  },
  object: (json) => (isObject(json) ? json : undefined),
  string_map: (json) => (isObject(json) && Object.values(json).every((v) => typeof v === 'string') ? json : undefined),
};

// Numbers may be written as decimal strings.
function finite(json) {
  if (typeof json === 'number') return json;
  return typeof json === 'string' && /^-?\d+(\.\d+)?$/.test(json) ? Number(json) : undefined;
}

function enumReader(names) {
  return (json) => (Number.isInteger(json) ? names[json] : names.find((name) => name === json));
}

function checkOneof(type, value, path, violations) {
  const given = (ONEOFS[type] ?? []).filter((name) => value[name] !== undefined);
  for (const name of given.slice(1)) {
    violations.push({
      field: path,
      description:
        `Invalid value at '${path}' (oneof), oneof field '${ONEOF_NAMES[type]}' is already set. ` +
        `Cannot set '${snakeCase(name)}'`,
    });
  }
}

function unknownName(name, path) {
  const where = path ? ` at '${path}'` : '';
  return {
    field: path,
    description: `Invalid JSON payload received. Unknown name "${name}"${where}: Cannot find field.`,
  };
}

function invalid(path, type, json) {
  return { field: path, description: `Invalid value at '${path}' (${type}), ${JSON.stringify(json)?.slice(0, 80)}` };
}

function isObject(json) {
  return json !== null && typeof json === 'object' && !Array.isArray(json);
}

function join(path, name) {
  return path ? `${path}.${name}` : name;
}

function camelCase(name) {
  return name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase());
}

function snakeCase(name) {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
