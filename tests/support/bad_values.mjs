// Values that clients send by mistake or on purpose, for any field.
export const texts = {
    'half-width kana': 'ﾍﾞﾋﾞｰｶｰ',
    emoji: '👨‍👩‍👧‍👦👶🏽',
    'a combining mark': 'ベヒ\u3099ー\u0301',
    'right to left': '\u202Eabc\u2066',
    'a line break': 'a\r\nSet-Cookie: a=b',
    NUL: 'a\u0000b',
    SQL: "'; DROP TABLE hub.account; --",
    'SQL in a pattern': "%' OR '1'='1' /* _ \\",
    HTML: '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    template: '{{NAME}}${7*7}%s%n',
    'a path': '../../../../etc/passwd',
    empty: '',
    blank: '  \u3000 ',
};

export const ofAnotherType = [true, 0, -1, 1.5, 'x', null, [], {}, [[]], { a: 1 }];

// Whole numbers as they stand in JSON text, beyond what a program may count with.
export const hugeNumbers = ['99999999999', '9223372036854775808', '-9223372036854775809', '1e308', '1e999999', '-1e999999', '9'.repeat(400), '0.' + '1'.repeat(400), '-0', '1E+2'];

// Bytes that are no UTF-8.
export const notUtf8 = {
    'a stray byte': [0xff],
    'a lone continuation': [0x80],
    'an overlong slash': [0xc0, 0xaf],
    'a cut character': [0xe3, 0x81],
    'a surrogate': [0xed, 0xa0, 0x80],
    'above Unicode': [0xf4, 0x90, 0x80, 0x80],
    'Shift_JIS': [0x83, 0x78, 0x83, 0x72],
};

// JSON texts of a string that is none.
export const notTexts = {
    'a high surrogate alone': '"\\ud800"',
    'a low surrogate alone': '"\\udc00"',
    'surrogates the wrong way': '"\\udc00\\ud800"',
    'a raw NUL': '"a\u0000b"',
    'a raw line break': '"a\nb"',
    'an unknown escape': '"\\x41"',
};

export const deep = (depth) => '['.repeat(depth) + ']'.repeat(depth);

// Whole bodies that are wrong whatever the operation.
export const bodies = {
    nothing: '', blank: '   ', null: 'null', 'a list': '[]', 'a text': '"a"', 'a number': '1', 'two values': '{}{}', 'a comma too many': '{"a":1,}',
    'single quotes': "{'a':1}", 'a comment': '{}//', NaN: '{"a":NaN}', 'a byte order mark': '\ufeff{}', 'depth 33': `{"a":${deep(33)}}`,
    'depth 5,000': deep(5000), 'an open end': '{"a":', 'many keys': `{${Array.from({ length: 300 }, (_, n) => `"k${n}":0`).join()}}`,
};
