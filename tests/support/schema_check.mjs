// Whether a value fits a schema of openapi.json: a second opinion beside the hub's own, of the keywords it admits.
export function resolve(contract, schema) {
    return schema.$ref ? schema.$ref.slice(2).split('/').reduce((at, name) => at[name], contract) : schema;
}

const fitsNumber = (schema, value) =>
    (schema.minimum === undefined || (schema.exclusiveMinimum ? value > schema.minimum : value >= schema.minimum)) &&
    (schema.maximum === undefined || (schema.exclusiveMaximum ? value < schema.maximum : value <= schema.maximum));

const formats = {
    uuid: (text) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text),
    date: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)),
    'date-time': (text) => /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text)),
};

const checks = {
    boolean: (schema, value) => typeof value === 'boolean',
    integer: (schema, value) => Number.isSafeInteger(value) && fitsNumber(schema, value) &&
        (schema.format !== 'int32' || Math.abs(value) < 2 ** 31),
    number: (schema, value) => typeof value === 'number' && Number.isFinite(value) && fitsNumber(schema, value),
    string: (schema, value) => typeof value === 'string' && !value.includes('\0') && [...value].length >= (schema.minLength ?? 0) &&
        [...value].length <= (schema.maxLength ?? Infinity) && (!schema.pattern || new RegExp(schema.pattern, 'u').test(value)) &&
        (formats[schema.format]?.(value) ?? true),
    array: (schema, value, contract) => Array.isArray(value) && value.length >= (schema.minItems ?? 0) &&
        value.length <= (schema.maxItems ?? Infinity) && value.every((each) => fits(contract, schema.items, each)),
    object: (schema, value, contract) => typeof value === 'object' && value !== null && !Array.isArray(value) &&
        (schema.required ?? []).every((name) => name in value) &&
        Object.entries(value).every(([name, each]) => schema.properties?.[name]
            ? fits(contract, schema.properties[name], each) : schema.additionalProperties !== false),
};

export function fits(contract, given, value) {
    const schema = resolve(contract, given);
    if (value === null) return schema.nullable === true;
    return checks[schema.type](schema, value, contract) && (!schema.enum || schema.enum.includes(value));
}

// Some value that fits; its example where there is one.
export function sample(contract, given) {
    const schema = resolve(contract, given);
    if (schema.example !== undefined) return structuredClone(schema.example);
    if (schema.enum) return schema.enum[0];
    switch (schema.type) {
        case 'boolean': return true;
        case 'integer':
        case 'number': return schema.minimum ?? 1;
        case 'array': return [sample(contract, schema.items)];
        case 'object': return Object.fromEntries(Object.entries(schema.properties ?? {})
            .filter(([name]) => schema.required?.includes(name)).map(([name, each]) => [name, sample(contract, each)]));
        default: return { uuid: '01890a5d-ac96-774b-bcce-b302099a8057', date: '2026-11-22', 'date-time': '2026-11-22T09:00:00Z' }[schema.format] ??
            'a'.repeat(Math.max(schema.minLength ?? 1, 1));
    }
}
