// Checks JSON values against the *.rest.json files, which list the fields of each message with their JSON types.
export class RestSchema {
  constructor(description) {
    this.messages = description.messages;
    this.enums = description.enums;
  }

  // All differences between the value and the message, as "path: what is wrong".
  problems(messageName, value, path = '$') {
    const fields = this.messages[messageName];
    if (!fields) return [`${path}: the schema has no message ${messageName}`];
    if (!isObject(value)) return [`${path}: must be an object`];
    const found = Object.entries(value).flatMap(([name, member]) =>
      Object.hasOwn(fields, name)
        ? this.#fieldProblems(fields[name], member, `${path}.${name}`)
        : [`${path}.${name}: is not a field of ${messageName}`],
    );
    return [...found, ...oneofProblems(fields, value, path)];
  }

  #fieldProblems(field, value, path) {
    if (field.map) return isObject(value) ? [] : [`${path}: must be an object`];
    if (!field.repeated) return this.#valueProblems(field.json, value, path);
    if (!Array.isArray(value)) return [`${path}: must be an array`];
    return value.flatMap((item, index) => this.#valueProblems(field.json, item, `${path}[${index}]`));
  }

  #valueProblems(type, value, path) {
    if (type.startsWith('message ')) return this.problems(type.slice('message '.length), value, path);
    if (type.startsWith('enum '))
      return this.enums[type.slice('enum '.length)].includes(value) ? [] : [`${path}: ${value} is not in ${type}`];
    if (type.startsWith('object')) return isObject(value) ? [] : [`${path}: must be an object`];
    if (type.startsWith('string')) return typeof value === 'string' ? [] : [`${path}: must be a string`];
    if (type === 'integer') return Number.isInteger(value) ? [] : [`${path}: must be a whole number`];
    return typeof value === type ? [] : [`${path}: must be a ${type}`];
  }
}

function oneofProblems(fields, value, path) {
  const groups = new Map();
  for (const name of Object.keys(value)) {
    const group = fields[name]?.oneof;
    if (group) groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups]
    .filter(([, names]) => names.length > 1)
    .map(([group, names]) => `${path}: ${names.join(' and ')} exclude each other (${group})`);
}

// The same for a schema of an OpenAPI file, as far as the Geocoding part uses it.
export function openApiProblems(api, schema, value, path = '$') {
  const rule = schema.$ref ? api.components.schemas[schema.$ref.split('/').at(-1)] : schema;
  if (rule.enum && !rule.enum.includes(value)) return [`${path}: ${value} is not one of ${rule.enum.join(', ')}`];
  if (rule.type === 'array') {
    return Array.isArray(value)
      ? value.flatMap((item, index) => openApiProblems(api, rule.items, item, `${path}[${index}]`))
      : [`${path}: must be an array`];
  }
  if (rule.type !== 'object') return typeof value === rule.type ? [] : [`${path}: must be a ${rule.type}`];
  const missing = (rule.required ?? []).filter((name) => !(name in value)).map((name) => `${path}.${name}: is missing`);
  return [
    ...missing,
    ...Object.entries(value).flatMap(([name, member]) => memberProblems(api, rule, name, member, path)),
  ];
}

function memberProblems(api, rule, name, member, path) {
  const property = rule.properties?.[name];
  if (!property) return name === 'partial_match' ? [] : [`${path}.${name}: is not a known property`];
  return openApiProblems(api, property, member, `${path}.${name}`);
}

function isObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
