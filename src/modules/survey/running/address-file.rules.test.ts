import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostAddresses, readAddressFile, type AddressOffer } from './address-file.ts';

const offer: AddressOffer = { languages: ['lv', 'ru', 'en'], variants: ['standard', 'easy'] };
const read = (text: string | Uint8Array, on: AddressOffer = offer) => readAddressFile(typeof text === 'string' ? Buffer.from(text) : text, on);
const emails = (text: string | Uint8Array) => read(text).rows.map(({ email }) => email);
const codes = (text: string | Uint8Array) => read(text).problems.map(({ line, code }) => `${line} ${code}`);

test('what people send is read: any delimiter, any of the usual encodings, names of columns in three languages, or none', () => {
	const two = ['anna@example.org', 'ilze@example.org'];
	expect(emails('email,language,variant\r\nanna@example.org,lv,easy\r\nilze@example.org,,\r\n')).toEqual(two);
	expect(emails('\uFEFFE-pasts;Valoda\nAnna@Example.org;latviešu\n\n ilze@example.org ;krievu\n')).toEqual(two);
	expect(emails('Vārds\tEl. paštas\tKalba\nAnna\tanna@example.org\tru\nIlze\tilze@example.org\ten')).toEqual(two);
	expect(emails('anna@example.org\nilze@example.org')).toEqual(two);
	expect(emails('anna@example.org;ru;easy\nilze@example.org')).toEqual(two);
	expect(emails('"email"\n"mailto:anna@example.org"\n"ilze@example.org"')).toEqual(two);
	expect(emails(Buffer.from('\uFEFFe-pasts\nanna@example.org\nilze@example.org', 'utf16le'))).toEqual(two);
	// "Vieglā" in Windows-1257: ā is 0xE2.
	expect(read(Buffer.concat([Buffer.from('e-pasts;veids\nanna@example.org;Viegl'), Buffer.from([0xe2]), Buffer.from('\n')])).rows).toEqual([{ line: 2, email: 'anna@example.org', language: 'lv', variant: 'easy' }]);
});

test('what the file does not say is the survey\'s first language and wording', () => {
	expect(read('anna@example.org').rows).toEqual([{ line: 1, email: 'anna@example.org', language: 'lv', variant: 'standard' }]);
	expect(read('anna@example.org', { languages: ['lt'], variants: ['easy'] }).rows[0]).toMatchObject({ language: 'lt', variant: 'easy' });
});

test('every wrong line is told with its number, and then no address is taken', () => {
	const file = ['email;language;variant', 'anna@example.org;lv;standard', 'anna@;lv;', ';lv;easy', 'ANNA@example.org;lv;', 'ilze@example.org;lt;', 'jana@example.org;lv;braille'].join('\n');
	expect(read(file).rows).toEqual([]);
	expect(read(file).problems).toEqual([
		{ line: 3, code: 'survey_row_email_wrong', params: { text: 'anna@' } },
		{ line: 4, code: 'survey_row_email_missing', params: {} },
		{ line: 5, code: 'survey_row_email_twice', params: { line: 2 } },
		{ line: 6, code: 'survey_row_language', params: { text: 'lt', offered: 'lv, ru, en' } },
		{ line: 7, code: 'survey_row_variant', params: { text: 'braille', offered: 'standard, easy' } }
	]);
});

test('a file that is no list of addresses says so', () => {
	expect(codes('')).toEqual(['1 survey_row_no_rows']);
	expect(codes('email\n\n;;\n')).toEqual(['1 survey_row_no_rows']);
	expect(read('Vārds;Tālrunis\nAnna;29000000').problems).toEqual([{ line: 1, code: 'survey_row_no_email_column', params: { column: 'email', found: 'Vārds, Tālrunis' } }]);
	expect(codes(Buffer.from('PK\u0003\u0004\0\0xlsx'))).toEqual(['1 survey_row_not_text']);
	expect(codes('email\n"anna@example.org')).toEqual([expect.stringContaining('survey_row_quotes')]);
	expect(codes(['email', ...Array.from({ length: mostAddresses + 1 }, (_, i) => `a${i}@example.org`)].join('\n'))).toEqual([`${mostAddresses + 1} survey_row_too_many`]);
});

test('addresses survive any order of columns, delimiter, line end and case', () => {
	const address = fc.tuple(fc.stringMatching(/^[a-z][a-z0-9]{0,10}$/), fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/)).map(([name, host]) => `${name}@${host}.example.org`);
	fc.assert(
		fc.property(fc.uniqueArray(address, { minLength: 1, maxLength: 30 }), fc.constantFrom(',', ';', '\t'), fc.constantFrom('\n', '\r\n'), fc.boolean(), fc.boolean(), (list, delimiter, end, bom, nameFirst) => {
			const row = (cells: string[]) => (nameFirst ? cells : [...cells].reverse()).join(delimiter);
			const text = (bom ? '\uFEFF' : '') + [row(['Name', 'E-mail']), ...list.map((email, i) => row([`Person ${i}`, i % 2 ? email.toUpperCase() : email]))].join(end);
			expect(emails(text)).toEqual(list);
		})
	);
});

test('no bytes make it throw, and either rows or problems come back', () => {
	fc.assert(
		fc.property(fc.oneof(fc.uint8Array({ maxLength: 400 }), fc.string({ unit: fc.constantFrom('@', ';', ',', '"', '\n', 'a', '.', 'email', 'lv', ' '), maxLength: 120 }).map((text) => new Uint8Array(Buffer.from(text)))), (bytes) => {
			const { rows, problems } = read(bytes);
			expect(rows.length === 0).toBe(problems.length > 0);
		}),
		{ numRuns: 500 }
	);
});
