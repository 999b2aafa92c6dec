// Reads proto JSON strictly, as Google's front end does: unknown members and wrong types are errors, both spellings
// of a name are accepted, null means "not given".
import * as ES from './schema_types.mjs';

// Returns {value, violations}: value has lowerCamelCase names only; violations are [{field, description}] in proto
// spelling. `schema` is a module like schema_types.mjs: {PACKAGE, ENUMS, MESSAGES, ONEOFS, ONEOF_NAMES}.
export function readMessage(type, json, schema = ES) {
  const violations = [];
  const value = readObject(schema, type, json, '', violations);
  return { value, violations };
}

function readObject(schema, type, json, path, violations) {
  if (!isObject(json)) {
    violations.push(invalid(path, `type.googleapis.com/${schema.PACKAGE}.${type}`, json));
    return {};
  }
  const value = {};
  for (const [given, member] of Object.entries(json)) {
    const name = camelCase(given);
    const fieldType = Object.hasOwn(schema.MESSAGES[type], name) ? schema.MESSAGES[type][name] : undefined;
    if (!fieldType || (given !== name && given !== snakeCase(name))) {
      violations.push(unknownName(given, path));
    } else if (member !== null) {
      value[name] = readField(schema, fieldType, member, join(path, snakeCase(name)), violations);
    }
  }
  checkOneof(schema, type, value, path, violations);
  return value;
}

function readField(schema, type, json, path, violations) {
  if (!type.endsWith('[]')) return readSingle(schema, type, json, path, violations);
  const element = type.slice(0, -2);
  if (!Array.isArray(json)) {
    violations.push(invalid(path, element.toUpperCase(), json));
    return [];
  }
  return json.map((item, index) => readSingle(schema, element, item, `${path}[${index}]`, violations));
}

function readSingle(schema, type, json, path, violations) {
  if (Object.hasOwn(schema.MESSAGES, type)) return readObject(schema, type, json, path, violations);
  const reader = type.startsWith('enum:') ? enumReader(schema.ENUMS[type.slice(5)]) : SCALARS[type];
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
  any: 'type.googleapis.com/google.protobuf.Value',
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
  any: (json) => json,
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

function checkOneof(schema, type, value, path, violations) {
  const given = (schema.ONEOFS[type] ?? []).filter((name) => value[name] !== undefined);
  for (const name of given.slice(1)) {
    violations.push({
      field: path,
      description:
        `Invalid value at '${path}' (oneof), oneof field '${schema.ONEOF_NAMES[type]}' is already set. ` +
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
